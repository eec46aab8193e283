/** `sequelize.transaction(…)`: https://sequelize.org/docs/v6/other-topics/transactions/ */
import type { TransactionControl } from '../../model/session-operations.ts'
import { givenTo, isGiven, option, type Given } from '../typescript/given.ts'
import { mentionsName } from './uses.ts'
import { hostValue, objectValue, stringValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { deferrableText } from './attributes.ts'
import { readOr } from './statements.ts'
import { joinTexts } from './text.ts'

interface Transaction {
  /** A savepoint in another transaction. */
  readonly parent: boolean
  /** The code has ended it. */
  ended: boolean
}

/** With a callback it ends by itself; without one the code ends it. */
export const transaction: HostMethod = call => {
  const [first, second] = givenTo(call)
  const callback = first?.value.kind === 'function' ? first : second
  const options = callback === first ? undefined : first
  const inner: Transaction = { parent: isGiven(option(options, 'transaction')), ended: false }
  const handle = hostValue(transactionHost(inner))
  begin(call, inner, options)
  if (callback?.value.kind !== 'function') return call.promise(handle)
  // Calls get the transaction handed over, or run outside of it: where none can get it, it is empty.
  const [parameter] = callback.value.node.params
  const isEmpty =
    !parameter || (parameter.type === 'Identifier' && !mentionsName(callback.value.node.body, parameter.name))
  if (isEmpty) end(call, inner, 'commit')
  const result = call.invoke(callback.value, [handle])
  if (!isEmpty && !inner.ended) end(call, inner, 'commit')
  return call.promise(result)
}

function begin(call: HostCall, { parent }: Transaction, options: Given | undefined): void {
  control(call, parent ? 'savepoint' : 'begin')
  readOr(call, undefined, () => {
    const level = option(options, 'isolationLevel')
    const deferrable = option(options, 'deferrable')
    const { span } = call
    if (isGiven(level) && !parent) {
      call.sql(stringValue(joinTexts(span, 'SET TRANSACTION ISOLATION LEVEL ', textOfGiven(level), ';')))
    }
    if (isGiven(deferrable)) call.sql(stringValue(joinTexts(span, deferrableText(deferrable))))
  })
}

/** What ends a savepoint well is not sent. */
function end(call: HostCall, { parent }: Transaction, action: 'commit' | 'rollback'): void {
  if (!parent) control(call, action)
  else if (action === 'rollback') control(call, 'rollbackTo')
}

function control(call: HostCall, action: TransactionControl['action']): void {
  call.emit({ kind: 'transactionControl', action, byFramework: true })
}

/** The transaction that is passed on as `{ transaction }`. */
function transactionHost(inner: Transaction): HostObject {
  const ends =
    (action: 'commit' | 'rollback'): HostMethod =>
    call => {
      end(call, inner, action)
      if (call.flow === undefined) inner.ended = true
      return call.promise(UNDEFINED)
    }
  return {
    name: 'transaction',
    reachesDatabase: true,
    methods: { commit: ends('commit'), rollback: ends('rollback'), afterCommit: () => UNDEFINED },
    otherwise: property =>
      unknown('run-time value', `${property} of a transaction is known only at run time`),
  }
}

const LEVELS = ['READ UNCOMMITTED', 'READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE']
const LOCKS = ['UPDATE', 'SHARE', 'KEY SHARE', 'NO KEY UPDATE']

/** `Sequelize.Transaction`, for the names of its levels. */
export function transactionClass(text: (value: string) => Value): Value {
  const named = (words: readonly string[]): Value =>
    objectValue(new Map(words.map(word => [word.replaceAll(' ', '_'), text(word)])))
  return objectValue({
    ISOLATION_LEVELS: named(LEVELS),
    LOCK: named(LOCKS),
    TYPES: named(['DEFERRED', 'IMMEDIATE', 'EXCLUSIVE']),
  })
}
