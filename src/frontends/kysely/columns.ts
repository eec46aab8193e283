/** Columns: https://kysely-org.github.io/kysely-apidoc/classes/ColumnDefinitionBuilder.html */
import { isGiven, textIn, type Given } from '../typescript/given.ts'
import { hostValue } from '../typescript/value-tools.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { builderValue, type Builder, type Method } from './builder.ts'
import { clause, draftOf, has, having, more, word, type Db } from './draft.ts'
import { plainHost } from './expression-host.ts'
import { expressionOf } from './expressions.ts'
import { identifier, referencesTarget } from './names.ts'
import { isQuery, operand, partOf, tree, unreadable, type Part } from './parts.ts'
import { notKnown, partBuilt, type Said } from './said.ts'

/** A method that only sets a flag. */
export const flag =
  (name: string): Method =>
  draft =>
    having(draft, name, [])

/** A method that sets a clause to what its first argument says. */
export const setting =
  (name: string, write: (given: Given, said: Said) => Part): Method =>
  (draft, said) =>
    having(draft, name, [argumentOf(write, said)])

/** A method that adds to a clause what its first argument says. */
export const adding =
  (name: string, write: (given: Given, said: Said) => Part): Method =>
  (draft, said) =>
    more(draft, name, argumentOf(write, said))

/** What the first argument says, up to the end of the call. */
function argumentOf(write: (given: Given, said: Said) => Part, said: Said): Part {
  const [given] = said.args
  if (!given) return unreadable('an argument is missing', 'unknown call')
  const part = write(given, said)
  return isQuery(part) ? part : tree(said.span, part)
}

/** `onDelete('set null')` */
export const actionOf = (given: Given): Part =>
  given.value.kind === 'string' ? textOfGiven(given) : notKnown(given.value, 'the action is not a text')

const columnBuilder: Builder = {
  name: 'addColumn',
  methods: {
    autoIncrement: flag('autoIncrement'),
    identity: flag('identity'),
    primaryKey: flag('primaryKey'),
    unique: flag('unique'),
    notNull: flag('notNull'),
    unsigned: flag('unsigned'),
    nullsNotDistinct: flag('nullsNotDistinct'),
    ifNotExists: flag('ifNotExists'),
    stored: flag('stored'),
    references: setting('references', referencesTarget),
    onDelete: setting('onDelete', actionOf),
    onUpdate: setting('onUpdate', actionOf),
    defaultTo: setting('defaultTo', defaultOf),
    check: setting('check', expressionOf),
    generatedAlwaysAs: (draft, said) =>
      having(draft, 'generated', ['always as (', expressionOf(said.args[0], said), ')']),
    generatedAlwaysAsIdentity: draft => having(draft, 'generated', ['always as identity']),
    generatedByDefaultAsIdentity: draft => having(draft, 'generated', ['by default as identity']),
    modifyFront: adding('modifyFront', expressionOf),
    modifyEnd: adding('modifyEnd', expressionOf),
  },
  write: draft => [
    ...word(draft, 'ifNotExists', 'if not exists '),
    ...clause(draft, 'name', '', '', ' '),
    ...clause(draft, 'type'),
    ...word(draft, 'unsigned', ' unsigned'),
    ...clause(draft, 'modifyFront', ' ', ' '),
    ...clause(draft, 'generated', ' generated ', ''),
    ...(has(draft, 'generated') ? word(draft, 'stored', ' stored') : []),
    ...word(draft, 'identity', ' identity'),
    ...clause(draft, 'defaultTo', ' default '),
    ...word(draft, 'notNull', ' not null'),
    ...word(draft, 'unique', ' unique'),
    ...word(draft, 'nullsNotDistinct', ' nulls not distinct'),
    ...word(draft, 'primaryKey', ' primary key'),
    ...word(draft, 'autoIncrement', ' auto_increment'),
    ...clause(draft, 'references', ' references '),
    ...clause(draft, 'onDelete', ' on delete '),
    ...clause(draft, 'onUpdate', ' on update '),
    ...clause(draft, 'check', ' check (', ', ', ')'),
    ...clause(draft, 'modifyEnd', ' ', ' '),
  ],
}

/** `addColumn(name, type, column => …)` */
export function columnOf(db: Db, said: Said): Part {
  const { call, span, args } = said
  const [name, type, build] = args
  if (!name || !type) return unreadable('the column has no name or no type', 'unknown call')
  const draft = draftOf(db, span, { name: [identifier(name)], type: [typeOf(type)] })
  const part = partBuilt(isGiven(build) ? build : undefined, builderValue(columnBuilder, draft, call), said)
  return tree(span, part)
}

/** A type: a name that Kysely knows, or a piece of SQL. */
export function typeOf(given: Given): Part {
  const part = partOf(given.value)
  if (part !== undefined) return operand(part)
  return textIn(given) === undefined ? notKnown(given.value, 'the type is not a text') : textOfGiven(given)
}

/** A default: a piece of SQL, or a value written out. */
export function defaultOf(given: Given): Part {
  const part = partOf(given.value)
  return part === undefined ? { part: 'parameter', given, immediate: true } : operand(part)
}

/** `alterColumn(name, column => column.setNotNull())` */
export function alteredColumnOf(said: Said): Part {
  const { span, args } = said
  const [name, alteration] = args
  if (!name || !alteration) return unreadable('the change of the column is missing', 'unknown call')
  const altered = (write: (given: Given | undefined) => readonly Part[]) => (call: Said['call']) => {
    const value = call.args[0]
    const at = call.spans[0] ?? call.span
    return hostValue(plainHost(tree(call.span, ...write(value && { value, span: at }))))
  }
  const change = partBuilt(
    alteration,
    hostValue({
      name: 'alterColumn',
      reachesDatabase: false,
      methods: {
        setDataType: altered(type => ['type ', type ? typeOf(type) : '']),
        setDefault: altered(value => ['set default ', value ? defaultOf(value) : '']),
        dropDefault: altered(() => ['drop default']),
        setNotNull: altered(() => ['set not null']),
        dropNotNull: altered(() => ['drop not null']),
        $call: call => call.invoke(call.args[0], [call.self]),
      },
    }),
    said,
  )
  return tree(span, 'alter column ', identifier(name), ' ', change)
}
