/** Every method of node-pg-migrate's MigrationBuilder: https://salsita.github.io/node-pg-migrate/migrations/ */
import * as constraints from './constraints.ts'
import * as functions from './functions.ts'
import * as indexes from './indexes.ts'
import * as operators from './operators.ts'
import { sql } from './plain-sql.ts'
import * as roles from './roles.ts'
import type { Method, Write } from './say.ts'
import * as schemas from './schemas.ts'
import * as sequences from './sequences.ts'
import * as columns from './table-columns.ts'
import * as tables from './tables.ts'
import * as types from './types.ts'
import * as views from './views.ts'

/** The inverse is the other method, with the same arguments. */
function undoneBy(write: Write, reverse: Write): Method {
  return { write, reverse }
}

/** Without an inverse. */
function only(write: Write): Method {
  return { write }
}

/** A renaming is undone by renaming back. */
function renaming(write: Write): Method {
  return { write, reverse: (on, from, to, ...rest) => write(on, to, from, ...rest) }
}

/** The same for what belongs to something else, which is named first. */
function renamingOf(write: Write): Method {
  return { write, reverse: (on, owner, from, to, ...rest) => write(on, owner, to, from, ...rest) }
}

/** The same where the two names stand around another argument. */
function renamingAround(write: Write): Method {
  return { write, reverse: (on, from, between, to, ...rest) => write(on, to, between, from, ...rest) }
}

const createExtension = undoneBy(schemas.createExtension, schemas.dropExtension)
const addColumns = undoneBy(columns.addColumns, columns.dropColumns)
const dropColumns = only(columns.dropColumns)
const addConstraint = undoneBy(constraints.addConstraint, constraints.reverseOfAddConstraint)
const createType = undoneBy(types.createType, types.dropType)
const createIndex = undoneBy(indexes.createIndex, indexes.dropIndex)

/** What each method does, and its inverse where node-pg-migrate has one. */
export const METHODS: Readonly<Record<string, Method>> = {
  createExtension,
  addExtension: createExtension,
  dropExtension: only(schemas.dropExtension),
  createTable: undoneBy(tables.createTable, tables.dropTable),
  dropTable: only(tables.dropTable),
  renameTable: renaming(tables.renameTable),
  alterTable: only(tables.alterTable),
  addColumns,
  addColumn: addColumns,
  dropColumns,
  dropColumn: dropColumns,
  renameColumn: renamingOf(columns.renameColumn),
  alterColumn: only(columns.alterColumn),
  addConstraint,
  createConstraint: addConstraint,
  dropConstraint: only(constraints.dropConstraint),
  renameConstraint: renamingOf(constraints.renameConstraint),
  createType,
  addType: createType,
  dropType: only(types.dropType),
  renameType: renaming(types.renameType),
  renameTypeAttribute: renamingOf(types.renameTypeAttribute),
  renameTypeValue: renamingOf(types.renameTypeValue),
  addTypeAttribute: undoneBy(types.addTypeAttribute, types.dropTypeAttribute),
  dropTypeAttribute: only(types.dropTypeAttribute),
  setTypeAttribute: only(types.setTypeAttribute),
  addTypeValue: only(types.addTypeValue),
  createIndex,
  addIndex: createIndex,
  dropIndex: only(indexes.dropIndex),
  renameIndex: renaming(indexes.renameIndex),
  createRole: undoneBy(roles.createRole, roles.dropRole),
  dropRole: only(roles.dropRole),
  alterRole: only(roles.alterRole),
  renameRole: renaming(roles.renameRole),
  createFunction: undoneBy(functions.createFunction, functions.dropFunction),
  dropFunction: only(functions.dropFunction),
  renameFunction: renamingAround(functions.renameFunction),
  createTrigger: undoneBy(functions.createTrigger, functions.reverseOfCreateTrigger),
  dropTrigger: only(functions.dropTrigger),
  renameTrigger: renamingOf(functions.renameTrigger),
  createSchema: undoneBy(schemas.createSchema, schemas.dropSchema),
  dropSchema: only(schemas.dropSchema),
  renameSchema: renaming(schemas.renameSchema),
  createDomain: undoneBy(types.createDomain, types.reverseOfCreateDomain),
  dropDomain: only(types.dropDomain),
  alterDomain: only(types.alterDomain),
  renameDomain: renaming(types.renameDomain),
  createSequence: undoneBy(sequences.createSequence, sequences.dropSequence),
  dropSequence: only(sequences.dropSequence),
  alterSequence: only(sequences.alterSequence),
  renameSequence: renaming(sequences.renameSequence),
  createOperator: undoneBy(operators.createOperator, operators.dropOperator),
  dropOperator: only(operators.dropOperator),
  createOperatorClass: undoneBy(operators.createOperatorClass, operators.reverseOfCreateOperatorClass),
  dropOperatorClass: only(operators.dropOperatorClass),
  renameOperatorClass: renamingAround(operators.renameOperatorClass),
  createOperatorFamily: undoneBy(operators.createOperatorFamily, operators.dropOperatorFamily),
  dropOperatorFamily: only(operators.dropOperatorFamily),
  renameOperatorFamily: renamingAround(operators.renameOperatorFamily),
  addToOperatorFamily: undoneBy(operators.addToOperatorFamily, operators.removeFromOperatorFamily),
  removeFromOperatorFamily: only(operators.removeFromOperatorFamily),
  createPolicy: undoneBy(roles.createPolicy, roles.dropPolicy),
  dropPolicy: only(roles.dropPolicy),
  alterPolicy: only(roles.alterPolicy),
  renamePolicy: renamingOf(roles.renamePolicy),
  createView: undoneBy(views.createView, views.dropView),
  dropView: only(views.dropView),
  alterView: only(views.alterView),
  alterViewColumn: only(views.alterViewColumn),
  renameView: renaming(views.renameView),
  createMaterializedView: undoneBy(views.createMaterializedView, views.dropMaterializedView),
  dropMaterializedView: only(views.dropMaterializedView),
  alterMaterializedView: only(views.alterMaterializedView),
  renameMaterializedView: renaming(views.renameMaterializedView),
  renameMaterializedViewColumn: renamingOf(views.renameMaterializedViewColumn),
  refreshMaterializedView: undoneBy(views.refreshMaterializedView, views.refreshMaterializedView),
  grantRoles: undoneBy(schemas.grantRoles, schemas.revokeRoles),
  revokeRoles: only(schemas.revokeRoles),
  grantOnSchemas: undoneBy(schemas.grantOnSchemas, schemas.revokeOnSchemas),
  revokeOnSchemas: only(schemas.revokeOnSchemas),
  grantOnTables: undoneBy(schemas.grantOnTables, schemas.revokeOnTables),
  revokeOnTables: only(schemas.revokeOnTables),
  createCast: undoneBy(operators.createCast, operators.dropCast),
  dropCast: only(operators.dropCast),
  sql: only(sql),
}

/** Methods whose first argument is the table that they are about. */
export const OF_A_TABLE: ReadonlySet<string> = new Set(
  Object.keys(METHODS)
    .filter(name => /(?:Table|Columns?|Constraint|Index|Trigger|Policy)$/u.test(name))
    .filter(name => name !== 'renameIndex'),
)
