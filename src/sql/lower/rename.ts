/** ALTER … RENAME and ALTER … SET SCHEMA. */
import type { BareOperation } from '../../model/operation.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import { whole, type Lowered } from './lowered.ts'
import { objectName, tableName } from './names.ts'
import type { AlterObjectSchemaStmt, ObjectType, RenameStmt } from './nodes.ts'
import { OBJECT_TYPES } from './object-types.ts'
import { nameAndTable, objectDdl, OF_METHOD } from './objects.ts'
import { print } from './print.ts'

/** `ALTER TABLE orders RENAME TO purchases` and every other RENAME. */
export function lowerRename(statement: RenameStmt): readonly Lowered[] {
  const objectType = statement.renameType ?? 'OBJECT_TABLE'
  return whole((RENAMES[objectType] ?? renameObject)(statement))
}

const RENAMES: { readonly [T in ObjectType]?: (statement: RenameStmt) => BareOperation } = {
  OBJECT_TABLE: statement => ({
    kind: 'renameTable',
    table: tableName(statement.relation),
    to: newName(statement),
    ifExists: flag(statement.missing_ok),
  }),
  OBJECT_COLUMN: renameColumn,
  OBJECT_INDEX: statement => ({
    kind: 'renameIndex',
    index: tableName(statement.relation),
    to: newName(statement),
    ifExists: flag(statement.missing_ok),
  }),
  OBJECT_TABCONSTRAINT: statement => ({
    kind: 'renameConstraint',
    table: tableName(statement.relation),
    name: statement.subname ?? '',
    to: newName(statement),
    ifTableExists: flag(statement.missing_ok),
  }),
  OBJECT_TYPE: renameType(),
  OBJECT_DOMAIN: renameType(true),
  OBJECT_DOMCONSTRAINT: statement =>
    objectDdl(
      'rename',
      'constraint',
      { name: statement.subname ?? '' },
      {
        table: objectName(statement.object),
        to: newName(statement),
      },
    ),
}

function newName(statement: RenameStmt): string {
  return statement.newname ?? ''
}

/** Columns of views and foreign tables are no columns of tables. */
function renameColumn(statement: RenameStmt): BareOperation {
  const table = tableName(statement.relation)
  const column = statement.subname ?? ''
  const to = newName(statement)
  if (statement.relationType !== 'OBJECT_TABLE')
    return objectDdl('rename', 'column', { name: column }, { table, to })
  return { kind: 'renameColumn', table, column, to, ifTableExists: flag(statement.missing_ok) }
}

function renameType(domain?: true) {
  return (statement: RenameStmt): BareOperation => ({
    kind: 'renameType',
    type: objectName(statement.object),
    to: newName(statement),
    domain,
  })
}

/** The grammar puts the name into `subname`, with the table in `relation`, or into `object`, or into `relation`. */
function renameObject(statement: RenameStmt): BareOperation {
  const { relation, subname } = statement
  const type = statement.renameType ?? 'OBJECT_TABLE'
  const fallback: QualifiedName = relation ? tableName(relation) : nameAndTable(type, statement.object).name
  return objectDdl('rename', OBJECT_TYPES[type], subname === undefined ? fallback : { name: subname }, {
    table: subname !== undefined && relation ? tableName(relation) : undefined,
    to: newName(statement),
    ifExists: flag(statement.missing_ok),
    ...(OF_METHOD.has(type) && { sql: print({ RenameStmt: statement }) }),
  })
}

/** `ALTER TABLE orders SET SCHEMA billing`. */
export function lowerSetSchema(statement: AlterObjectSchemaStmt): readonly Lowered[] {
  const objectType = statement.objectType ?? 'OBJECT_TABLE'
  const name = statement.relation ? tableName(statement.relation) : objectName(statement.object)
  const to = statement.newschema ?? ''
  const ifExists = flag(statement.missing_ok)
  if (objectType === 'OBJECT_TABLE') return whole({ kind: 'setTableSchema', table: name, to, ifExists })
  return whole(objectDdl('setSchema', OBJECT_TYPES[objectType], name, { to, ifExists }))
}
