/** What a migration gets: the query interface, the instance of Sequelize, and what the module `sequelize` gives. */
import type { Span } from '../../source/span.ts'
import { hostValue, objectValue, textAt, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, HostObject, Value } from '../typescript/values.ts'
import { dataTypeNamed } from './data-types.ts'
import { OPERATOR_NAMES, symbolOf } from './operators.ts'
import { QUERY_INTERFACE, QUOTING, SCHEMAS } from './query-interface.ts'
import { query } from './raw-query.ts'
import { fixedPiece, SEQUELIZE_METHODS } from './sequelize-methods.ts'
import { transaction, transactionClass } from './transactions.ts'

/** `DataTypes`, also of the class and of `sequelize-typescript`. */
const DATA_TYPES: HostObject = {
  name: 'DataTypes',
  reachesDatabase: false,
  otherwise: dataTypeNamed,
}

const QUERY_TYPES = [
  ...['SELECT', 'INSERT', 'UPDATE', 'BULKUPDATE', 'BULKDELETE', 'DELETE', 'UPSERT', 'VERSION', 'SHOWTABLES'],
  ...['SHOWINDEXES', 'DESCRIBE', 'RAW', 'FOREIGNKEYS', 'SHOWCONSTRAINTS'],
]

const DEFERRABLE: Readonly<Record<string, string>> = {
  INITIALLY_DEFERRED: 'DEFERRABLE INITIALLY DEFERRED',
  INITIALLY_IMMEDIATE: 'DEFERRABLE INITIALLY IMMEDIATE',
  NOT: 'NOT DEFERRABLE',
  SET_DEFERRED: 'SET CONSTRAINTS ALL DEFERRED',
  SET_IMMEDIATE: 'SET CONSTRAINTS ALL IMMEDIATE',
}

/** What the class has besides its types. */
function staticProperties(span: Span): Readonly<Record<string, Value>> {
  const text = (value: string): Value => textAt(value, span)
  return {
    DataTypes: hostValue(DATA_TYPES),
    // As sequelize-typescript calls it.
    DataType: hostValue(DATA_TYPES),
    Op: objectValue(new Map(OPERATOR_NAMES.map(name => [name, text(symbolOf(name))]))),
    QueryTypes: objectValue(new Map(QUERY_TYPES.map(name => [name, text(name)]))),
    Deferrable: objectValue(
      new Map(Object.entries(DEFERRABLE).map(([name, sql]) => [name, fixedPiece(sql, span)])),
    ),
    Transaction: transactionClass(text),
  }
}

/** The class `Sequelize`, which is also what the module gives: `Sequelize.STRING`, `import { DataTypes } from 'sequelize'`. */
export function sequelizeClass(span: Span): HostObject {
  const properties: Record<string, Value> = { ...staticProperties(span) }
  const host: HostObject = {
    name: 'Sequelize',
    reachesDatabase: false,
    properties,
    methods: SEQUELIZE_METHODS,
    otherwise: dataTypeNamed,
    // A connection that the migration opens itself is another one, to whichever database.
    construct: () => ({
      ...unknown('run-time value', 'the database of a new Sequelize is known only at run time'),
      carriesRunner: true,
    }),
  }
  properties['Sequelize'] = hostValue(host)
  properties['default'] = hostValue(host)
  return host
}

const CONNECTION = unknown('run-time value', 'the settings of the connection are known only at run time')

/** What an instance of Sequelize does itself. */
const INSTANCE_METHODS: Readonly<Record<string, HostMethod>> = {
  ...SEQUELIZE_METHODS,
  ...SCHEMAS,
  query,
  transaction,
  escape: QUOTING['escape'] ?? query,
  authenticate: call => call.promise(UNDEFINED),
  close: call => call.promise(UNDEFINED),
  getDatabaseName: () => CONNECTION,
}

/**
 * What `up` and `down` get. Umzug hands over `{ name, path, context }`, and the context is what the project says:
 * the query interface, the instance, or an object with either. One object answers for all of them.
 */
export function migrationArgument(span: Span): HostObject {
  const properties: Record<string, Value> = {}
  const argument: HostObject = {
    name: 'queryInterface',
    reachesDatabase: true,
    properties,
    methods: {
      ...INSTANCE_METHODS,
      ...QUERY_INTERFACE,
      getDialect: () => textAt('postgres', span),
      getQueryInterface: () => self,
    },
  }
  const self = hostValue(argument)
  Object.assign(properties, instanceProperties(span), {
    sequelize: hostValue(instance(self, span)),
    context: self,
    queryInterface: self,
    Sequelize: hostValue(sequelizeClass(span)),
  })
  return argument
}

function instance(queryInterface: Value, span: Span): HostObject {
  return {
    name: 'sequelize',
    reachesDatabase: true,
    properties: {
      ...instanceProperties(span),
      queryInterface,
      Sequelize: hostValue(sequelizeClass(span)),
      constructor: hostValue(sequelizeClass(span)),
    },
    methods: {
      ...INSTANCE_METHODS,
      getDialect: () => textAt('postgres', span),
      getQueryInterface: () => queryInterface,
    },
    otherwise: dataTypeNamed,
  }
}

function instanceProperties(span: Span): Readonly<Record<string, Value>> {
  const dialect = textAt('postgres', span)
  const queryGenerator = hostValue({ name: 'queryGenerator', reachesDatabase: false, methods: QUOTING })
  return {
    ...staticProperties(span),
    options: objectValue({ dialect }, { open: CONNECTION }),
    config: objectValue({}, { open: CONNECTION }),
    dialect: objectValue({ name: dialect }, { open: CONNECTION }),
    queryGenerator,
    QueryGenerator: queryGenerator,
  }
}
