/** ALTER, DROP, COMMENT and GRANT of objects that the model knows by name only. */
import { flag } from '../../model/names.ts'
import { roleName } from './alter-table-options.ts'
import { alteredFunction } from './function.ts'
import { whole, type Lowered, type StatementContext } from './lowered.ts'
import { named, namedObject } from './named-object.ts'
import { listName, objectName, tableName } from './names.ts'
import { pickAll, type CommentStmt, type GrantRoleStmt, type GrantStmt, type NodeOf } from './nodes.ts'
import { ownerOf } from './sequence.ts'
import { OBJECT_TYPES } from './object-types.ts'
import { nameAndTable, objectDdl } from './objects.ts'
import { securityOf } from './security.ts'
import { printStatement } from './statement-text.ts'

/** One function for each statement on such an object. */
export const CHANGE_OBJECTS = {
  AlterOwnerStmt: namedObject(
    'AlterOwnerStmt',
    'alter',
    body => OBJECT_TYPES[body.objectType ?? 'OBJECT_TABLE'],
    body => ({ name: body.relation ? tableName(body.relation) : objectName(body.object) }),
  ),
  AlterFunctionStmt: namedObject(
    'AlterFunctionStmt',
    'alter',
    body => OBJECT_TYPES[body.objtype ?? 'OBJECT_FUNCTION'],
    body => ({ name: listName(body.func?.objname), ...alteredFunction(body), ...securityOf(body.actions) }),
  ),
  AlterObjectDependsStmt: namedObject(
    'AlterObjectDependsStmt',
    'alter',
    body => OBJECT_TYPES[body.objectType ?? 'OBJECT_FUNCTION'],
    body => ({ name: objectName(body.object), table: body.relation && tableName(body.relation) }),
  ),
  AlterSeqStmt: namedObject('AlterSeqStmt', 'alter', 'sequence', body => ({
    name: tableName(body.sequence),
    ownedBy: ownerOf(body.options),
    ifExists: flag(body.missing_ok),
  })),
  AlterPolicyStmt: namedObject('AlterPolicyStmt', 'alter', 'policy', body => ({
    name: named(body.policy_name),
    table: tableName(body.table),
  })),
  AlterExtensionStmt: namedObject('AlterExtensionStmt', 'alter', 'extension', body => ({
    name: named(body.extname),
  })),
  AlterExtensionContentsStmt: namedObject('AlterExtensionContentsStmt', 'alter', 'extension', body => ({
    name: named(body.extname),
  })),
  AlterTypeStmt: namedObject('AlterTypeStmt', 'alter', 'type', body => ({ name: listName(body.typeName) })),
  AlterCollationStmt: namedObject('AlterCollationStmt', 'alter', 'collation', body => ({
    name: listName(body.collname),
  })),
  AlterOperatorStmt: namedObject('AlterOperatorStmt', 'alter', 'operator', body => ({
    name: listName(body.opername?.objname),
  })),
  AlterOpFamilyStmt: namedObject('AlterOpFamilyStmt', 'alter', 'operator', body => ({
    name: listName(body.opfamilyname),
  })),
  AlterStatsStmt: namedObject('AlterStatsStmt', 'alter', 'statistics', body => ({
    name: listName(body.defnames),
  })),
  AlterTSDictionaryStmt: namedObject('AlterTSDictionaryStmt', 'alter', 'text search', body => ({
    name: listName(body.dictname),
  })),
  AlterTSConfigurationStmt: namedObject('AlterTSConfigurationStmt', 'alter', 'text search', body => ({
    name: listName(body.cfgname),
  })),
  AlterEventTrigStmt: namedObject('AlterEventTrigStmt', 'alter', 'event trigger', body => ({
    name: named(body.trigname),
  })),
  AlterRoleStmt: namedObject('AlterRoleStmt', 'alter', 'role', body => ({
    name: named(roleName(body.role)),
  })),
  AlterRoleSetStmt: namedObject('AlterRoleSetStmt', 'alter', 'role', body => ({
    name: named(roleName(body.role)),
  })),
  AlterDatabaseStmt: namedObject('AlterDatabaseStmt', 'alter', 'database', body => ({
    name: named(body.dbname),
  })),
  AlterDatabaseSetStmt: namedObject('AlterDatabaseSetStmt', 'alter', 'database', body => ({
    name: named(body.dbname),
  })),
  AlterDatabaseRefreshCollStmt: namedObject('AlterDatabaseRefreshCollStmt', 'alter', 'database', body => ({
    name: named(body.dbname),
  })),
  AlterTableSpaceOptionsStmt: namedObject('AlterTableSpaceOptionsStmt', 'alter', 'tablespace', body => ({
    name: named(body.tablespacename),
  })),
  AlterSystemStmt: namedObject('AlterSystemStmt', 'alter', 'system', body => ({
    name: named(body.setstmt?.name),
  })),
  AlterDefaultPrivilegesStmt: namedObject(
    'AlterDefaultPrivilegesStmt',
    'alter',
    'default privileges',
    ({ action }) => ({
      name: named(''),
      grantedTo: action?.is_grant ? pickAll(action.grantees, 'RoleSpec').map(roleName) : undefined,
    }),
  ),
  AlterPublicationStmt: namedObject('AlterPublicationStmt', 'alter', 'publication', body => ({
    name: named(body.pubname),
  })),
  AlterSubscriptionStmt: namedObject('AlterSubscriptionStmt', 'alter', 'subscription', body => ({
    name: named(body.subname),
  })),
  AlterFdwStmt: namedObject('AlterFdwStmt', 'alter', 'foreign data', body => ({ name: named(body.fdwname) })),
  AlterForeignServerStmt: namedObject('AlterForeignServerStmt', 'alter', 'foreign data', body => ({
    name: named(body.servername),
  })),
  AlterUserMappingStmt: namedObject('AlterUserMappingStmt', 'alter', 'foreign data', body => ({
    name: named(body.servername),
  })),
  DropdbStmt: namedObject('DropdbStmt', 'drop', 'database', body => ({
    name: named(body.dbname),
    ifExists: flag(body.missing_ok),
  })),
  DropTableSpaceStmt: namedObject('DropTableSpaceStmt', 'drop', 'tablespace', body => ({
    name: named(body.tablespacename),
    ifExists: flag(body.missing_ok),
  })),
  DropSubscriptionStmt: namedObject('DropSubscriptionStmt', 'drop', 'subscription', body => ({
    name: named(body.subname),
    ifExists: flag(body.missing_ok),
  })),
  DropUserMappingStmt: namedObject('DropUserMappingStmt', 'drop', 'foreign data', body => ({
    name: named(body.servername),
    ifExists: flag(body.missing_ok),
  })),
  DropRoleStmt: ({ roles, missing_ok }: NodeOf<'DropRoleStmt'>): readonly Lowered[] =>
    pickAll(roles, 'RoleSpec').map((role, part, all) => ({
      operation: objectDdl('drop', 'role', named(roleName(role)), { ifExists: flag(missing_ok) }),
      ...(all.length > 1 && { part }),
    })),
  SecLabelStmt: namedObject(
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
