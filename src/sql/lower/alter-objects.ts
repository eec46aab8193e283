/** ALTER, DROP, COMMENT and GRANT of objects that the model knows by name only. */
import type { ObjectOperation, ObjectType as ModelObjectType } from '../../model/object-operations.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import { roleName } from './alter-table-options.ts'
import { whole, type Lowered, type StatementContext } from './lowered.ts'
import { listName, objectName, tableName } from './names.ts'
import {
  nodeOf,
  pickAll,
  type CommentStmt,
  type GrantRoleStmt,
  type GrantStmt,
  type NodeKind,
  type NodeOf,
} from './nodes.ts'
import { OBJECT_TYPES } from './object-types.ts'
import { nameAndTable, objectDdl } from './objects.ts'
import { printStatement } from './statement-text.ts'

interface Named {
  readonly name: QualifiedName
  readonly table?: QualifiedName | undefined
  readonly ifExists?: true | undefined
}

/** One row of the table below: the object that a statement is about; its text says the rest. */
function change<K extends NodeKind>(
  kind: K,
  verb: ObjectOperation['verb'],
  objectType: ModelObjectType | ((body: NodeOf<K>) => ModelObjectType),
  read: (body: NodeOf<K>) => Named,
): (body: NodeOf<K>, context: StatementContext) => readonly Lowered[] {
  return (body, context) => {
    const { name, ...rest } = read(body)
    const type = typeof objectType === 'function' ? objectType(body) : objectType
    const sql = printStatement(nodeOf(kind, body), context)
    return whole(objectDdl(verb, type, name, { ...rest, sql }))
  }
}

function named(name: string | undefined): QualifiedName {
  return { name: name ?? '' }
}

/** One function for each statement on such an object. */
export const CHANGE_OBJECTS = {
  AlterOwnerStmt: change(
    'AlterOwnerStmt',
    'alter',
    body => OBJECT_TYPES[body.objectType ?? 'OBJECT_TABLE'],
    body => ({ name: body.relation ? tableName(body.relation) : objectName(body.object) }),
  ),
  AlterFunctionStmt: change(
    'AlterFunctionStmt',
    'alter',
    body => OBJECT_TYPES[body.objtype ?? 'OBJECT_FUNCTION'],
    body => ({ name: listName(body.func?.objname) }),
  ),
  AlterObjectDependsStmt: change(
    'AlterObjectDependsStmt',
    'alter',
    body => OBJECT_TYPES[body.objectType ?? 'OBJECT_FUNCTION'],
    body => ({ name: objectName(body.object), table: body.relation && tableName(body.relation) }),
  ),
  AlterSeqStmt: change('AlterSeqStmt', 'alter', 'sequence', body => ({
    name: tableName(body.sequence),
    ifExists: flag(body.missing_ok),
  })),
  AlterPolicyStmt: change('AlterPolicyStmt', 'alter', 'policy', body => ({
    name: named(body.policy_name),
    table: tableName(body.table),
  })),
  AlterExtensionStmt: change('AlterExtensionStmt', 'alter', 'extension', body => ({
    name: named(body.extname),
  })),
  AlterExtensionContentsStmt: change('AlterExtensionContentsStmt', 'alter', 'extension', body => ({
    name: named(body.extname),
  })),
  AlterTypeStmt: change('AlterTypeStmt', 'alter', 'type', body => ({ name: listName(body.typeName) })),
  AlterCollationStmt: change('AlterCollationStmt', 'alter', 'collation', body => ({
    name: listName(body.collname),
  })),
  AlterOperatorStmt: change('AlterOperatorStmt', 'alter', 'operator', body => ({
    name: listName(body.opername?.objname),
  })),
  AlterOpFamilyStmt: change('AlterOpFamilyStmt', 'alter', 'operator', body => ({
    name: listName(body.opfamilyname),
  })),
  AlterStatsStmt: change('AlterStatsStmt', 'alter', 'statistics', body => ({
    name: listName(body.defnames),
  })),
  AlterTSDictionaryStmt: change('AlterTSDictionaryStmt', 'alter', 'text search', body => ({
    name: listName(body.dictname),
  })),
  AlterTSConfigurationStmt: change('AlterTSConfigurationStmt', 'alter', 'text search', body => ({
    name: listName(body.cfgname),
  })),
  AlterEventTrigStmt: change('AlterEventTrigStmt', 'alter', 'event trigger', body => ({
    name: named(body.trigname),
  })),
  AlterRoleStmt: change('AlterRoleStmt', 'alter', 'role', body => ({ name: named(roleName(body.role)) })),
  AlterRoleSetStmt: change('AlterRoleSetStmt', 'alter', 'role', body => ({
    name: named(roleName(body.role)),
  })),
  AlterDatabaseStmt: change('AlterDatabaseStmt', 'alter', 'database', body => ({ name: named(body.dbname) })),
  AlterDatabaseSetStmt: change('AlterDatabaseSetStmt', 'alter', 'database', body => ({
    name: named(body.dbname),
  })),
  AlterDatabaseRefreshCollStmt: change('AlterDatabaseRefreshCollStmt', 'alter', 'database', body => ({
    name: named(body.dbname),
  })),
  AlterTableSpaceOptionsStmt: change('AlterTableSpaceOptionsStmt', 'alter', 'tablespace', body => ({
    name: named(body.tablespacename),
  })),
  AlterSystemStmt: change('AlterSystemStmt', 'alter', 'system', body => ({
    name: named(body.setstmt?.name),
  })),
  AlterDefaultPrivilegesStmt: change('AlterDefaultPrivilegesStmt', 'alter', 'default privileges', () => ({
    name: named(''),
  })),
  AlterPublicationStmt: change('AlterPublicationStmt', 'alter', 'publication', body => ({
    name: named(body.pubname),
  })),
  AlterSubscriptionStmt: change('AlterSubscriptionStmt', 'alter', 'subscription', body => ({
    name: named(body.subname),
  })),
  AlterFdwStmt: change('AlterFdwStmt', 'alter', 'foreign data', body => ({ name: named(body.fdwname) })),
  AlterForeignServerStmt: change('AlterForeignServerStmt', 'alter', 'foreign data', body => ({
    name: named(body.servername),
  })),
  AlterUserMappingStmt: change('AlterUserMappingStmt', 'alter', 'foreign data', body => ({
    name: named(body.servername),
  })),
  DropdbStmt: change('DropdbStmt', 'drop', 'database', body => ({
    name: named(body.dbname),
    ifExists: flag(body.missing_ok),
  })),
  DropTableSpaceStmt: change('DropTableSpaceStmt', 'drop', 'tablespace', body => ({
    name: named(body.tablespacename),
    ifExists: flag(body.missing_ok),
  })),
  DropSubscriptionStmt: change('DropSubscriptionStmt', 'drop', 'subscription', body => ({
    name: named(body.subname),
    ifExists: flag(body.missing_ok),
  })),
  DropUserMappingStmt: change('DropUserMappingStmt', 'drop', 'foreign data', body => ({
    name: named(body.servername),
    ifExists: flag(body.missing_ok),
  })),
  DropRoleStmt: ({ roles, missing_ok }: NodeOf<'DropRoleStmt'>): readonly Lowered[] =>
    pickAll(roles, 'RoleSpec').map((role, part, all) => ({
      operation: objectDdl('drop', 'role', named(roleName(role)), { ifExists: flag(missing_ok) }),
      ...(all.length > 1 && { part }),
    })),
  SecLabelStmt: change(
    'SecLabelStmt',
    'alter',
    body => OBJECT_TYPES[body.objtype ?? 'OBJECT_TABLE'],
    body => nameAndTable(body.objtype ?? 'OBJECT_TABLE', body.object),
  ),
  CommentStmt: (body: CommentStmt, context: StatementContext): readonly Lowered[] => {
    const objectType = body.objtype ?? 'OBJECT_TABLE'
    const { name, table } = nameAndTable(objectType, body.object)
    const sql = printStatement({ CommentStmt: body }, context)
    return whole(objectDdl('comment', OBJECT_TYPES[objectType], name, { table, sql }))
  },
  GrantStmt: (body: GrantStmt, context: StatementContext): readonly Lowered[] =>
    whole({
      kind: 'grant',
      revoke: flag(!body.is_grant),
      privileges: pickAll(body.privileges, 'AccessPriv').flatMap(privilege => privilege.priv_name ?? []),
      objectType: OBJECT_TYPES[body.objtype ?? 'OBJECT_TABLE'],
      objects: (body.objects ?? []).map(objectName),
      to: pickAll(body.grantees, 'RoleSpec').map(roleName),
      sql: printStatement({ GrantStmt: body }, context),
    }),
  GrantRoleStmt: (body: GrantRoleStmt, context: StatementContext): readonly Lowered[] =>
    whole({
      kind: 'grant',
      revoke: flag(!body.is_grant),
      privileges: [],
      objectType: 'role',
      objects: pickAll(body.granted_roles, 'AccessPriv').map(role => named(role.priv_name)),
      to: pickAll(body.grantee_roles, 'RoleSpec').map(roleName),
      sql: printStatement({ GrantRoleStmt: body }, context),
    }),
}
