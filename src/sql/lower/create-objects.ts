/** CREATE of objects that the model knows by name only, and of views. */
import type { ObjectType as ModelObjectType } from '../../model/object-operations.ts'
import { flag } from '../../model/names.ts'
import { createdFunction } from './function.ts'
import { whole, type StatementContext } from './lowered.ts'
import { named, namedObject, type NamedObject } from './named-object.ts'
import { listName, tableName } from './names.ts'
import { pick, stringsOf, type NodeKind, type NodeOf } from './nodes.ts'
import { ownerOf, sequenceName } from './sequence.ts'
import { OBJECT_TYPES } from './object-types.ts'
import { printStatement } from './statement-text.ts'
import { securityOf } from './security.ts'
import { tablesRead } from './tables-read.ts'

/** One row of the table below: how to read the name and flags of a CREATE. */
function create<K extends NodeKind>(
  kind: K,
  objectType: ModelObjectType | ((body: NodeOf<K>) => ModelObjectType),
  read: (body: NodeOf<K>) => NamedObject,
) {
  return namedObject(kind, 'create', objectType, read)
}

/** One function for each CREATE statement of such an object. */
export const CREATE_OBJECTS = {
  CreateFunctionStmt: create(
    'CreateFunctionStmt',
    body => (body.is_procedure ? 'procedure' : 'function'),
    body => ({
      name: listName(body.funcname),
      orReplace: flag(body.replace),
      ...createdFunction(body),
      ...securityOf(body.options, body.sql_body),
    }),
  ),
  CreateTrigStmt: create('CreateTrigStmt', 'trigger', body => ({
    name: named(body.trigname),
    table: tableName(body.relation),
    calls: listName(body.funcname),
    orReplace: flag(body.replace),
  })),
  CreatePolicyStmt: create('CreatePolicyStmt', 'policy', body => ({
    name: named(body.policy_name),
    table: tableName(body.table),
  })),
  RuleStmt: create('RuleStmt', 'rule', body => ({
    name: named(body.rulename),
    table: tableName(body.relation),
    orReplace: flag(body.replace),
  })),
  CreateSeqStmt: create('CreateSeqStmt', 'sequence', body => ({
    name: sequenceName(body.sequence),
    ownedBy: ownerOf(body.options),
    ifNotExists: flag(body.if_not_exists),
  })),
  CreateExtensionStmt: create('CreateExtensionStmt', 'extension', body => ({
    name: named(body.extname),
    ifNotExists: flag(body.if_not_exists),
  })),
  CompositeTypeStmt: create('CompositeTypeStmt', 'type', body => ({ name: tableName(body.typevar) })),
  CreateRangeStmt: create('CreateRangeStmt', 'type', body => ({ name: listName(body.typeName) })),
  DefineStmt: create(
    'DefineStmt',
    body => OBJECT_TYPES[body.kind ?? 'OBJECT_TYPE'],
    body => ({
      name: listName(body.defnames),
      orReplace: flag(body.replace),
      ifNotExists: flag(body.if_not_exists),
    }),
  ),
  CreateCastStmt: create('CreateCastStmt', 'cast', body => ({
    name: named(`${listName(body.sourcetype?.names).name} AS ${listName(body.targettype?.names).name}`),
  })),
  CreateStatsStmt: create('CreateStatsStmt', 'statistics', body => ({
    name: listName(body.defnames),
    table: tableName(pick(body.relations?.[0], 'RangeVar')),
    ifNotExists: flag(body.if_not_exists),
  })),
  CreateForeignTableStmt: create('CreateForeignTableStmt', 'foreign table', body => ({
    name: tableName(body.base?.relation),
    ifNotExists: flag(body.base?.if_not_exists),
  })),
  CreateOpClassStmt: create('CreateOpClassStmt', 'operator', body => ({ name: listName(body.opclassname) })),
  CreateOpFamilyStmt: create('CreateOpFamilyStmt', 'operator', body => ({
    name: listName(body.opfamilyname),
  })),
  CreateConversionStmt: create('CreateConversionStmt', 'other', body => ({
    name: listName(body.conversion_name),
  })),
  CreateTransformStmt: create('CreateTransformStmt', 'other', body => ({
    name: listName(body.type_name?.names),
  })),
  CreateAmStmt: create('CreateAmStmt', 'other', body => ({ name: named(body.amname) })),
  CreatePLangStmt: create('CreatePLangStmt', 'language', body => ({ name: named(body.plname) })),
  CreateEventTrigStmt: create('CreateEventTrigStmt', 'event trigger', body => ({
    name: named(body.trigname),
  })),
  CreateRoleStmt: create('CreateRoleStmt', 'role', body => ({ name: named(body.role) })),
  CreatedbStmt: create('CreatedbStmt', 'database', body => ({ name: named(body.dbname) })),
  CreateTableSpaceStmt: create('CreateTableSpaceStmt', 'tablespace', body => ({
    name: named(body.tablespacename),
  })),
  CreatePublicationStmt: create('CreatePublicationStmt', 'publication', body => ({
    name: named(body.pubname),
  })),
  CreateSubscriptionStmt: create('CreateSubscriptionStmt', 'subscription', body => ({
    name: named(body.subname),
  })),
  CreateFdwStmt: create('CreateFdwStmt', 'foreign data', body => ({ name: named(body.fdwname) })),
  CreateForeignServerStmt: create('CreateForeignServerStmt', 'foreign data', body => ({
    name: named(body.servername),
    ifNotExists: flag(body.if_not_exists),
  })),
  CreateUserMappingStmt: create('CreateUserMappingStmt', 'foreign data', body => ({
    name: named(body.servername),
    ifNotExists: flag(body.if_not_exists),
  })),
  ImportForeignSchemaStmt: create('ImportForeignSchemaStmt', 'foreign data', body => ({
    name: named(body.local_schema),
  })),
  ViewStmt: (body: NodeOf<'ViewStmt'>, context: StatementContext) =>
    whole({
      kind: 'createView',
      view: tableName(body.view),
      orReplace: flag(body.replace),
      temporary: flag(body.view?.relpersistence === 't'),
      columns: stringsOf(body.aliases),
      query: body.query ? printStatement(body.query, context) : '',
      reads: tablesRead(body.query),
    }),
}
