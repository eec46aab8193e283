/** How db-migrate calls `up` and `down`: with `db` and a callback, and it waits for that or for a promise. */
import type { SourceFile } from '../../source/source-file.ts'
import type { Span } from '../../source/span.ts'
import { attempt } from '../typescript/branches.ts'
import { PROMISE } from '../typescript/promises.ts'
import { hostValue, objectValue, primitive, truthOf, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostObject, HostValue, Value } from '../typescript/values.ts'
import { dataTypes } from './data-types.ts'

/** A function of the migration, and what runs before it. */
export interface Called {
  readonly fn: Value
  readonly setup: Value | undefined
  readonly db: HostObject
  readonly file: SourceFile
}

/**
 * The call as a whole: `setup` first, then the function. It has ended when its promise has, or when the callback is
 * called; what nobody called back for is not waited for:
 * https://github.com/db-migrate/node-db-migrate/blob/master/lib/skeleton.js
 */
export function calledByRunner({ fn, setup, db, file }: Called): HostValue {
  const apply = (call: HostCall): Value => {
    if (setup?.kind === 'function') call.invoke(setup, [options(file), hostValue(SEED_LINK)])
    const ended: Ending = { waited: [], failed: undefined }
    const outcome = attempt(() => call.invoke(fn, [hostValue(db), hostValue(callbackTo(ended))]))
    for (const each of ended.waited) call.wait(each)
    const failed = 'thrown' in outcome ? outcome.thrown : ended.failed
    const promise = call.promise('value' in outcome ? outcome.value : UNDEFINED)
    // What ran before it failed was waited for all the same.
    return failed && promise.kind === 'promise'
      ? { ...promise, rejected: { value: failed.value, span: failed.span } }
      : promise
  }
  const host: HostObject = { name: 'the migration', reachesDatabase: false, apply }
  return { ...hostValue(host), at: 'at' in fn ? fn.at : undefined }
}

/** How the migration told that it is done. */
interface Ending {
  readonly waited: Value[]
  failed: { readonly value: Value; readonly span: Span } | undefined
}

/** The callback: what led to its call is waited for; an error that is certainly given fails the migration. */
function callbackTo(ended: Ending): HostObject {
  return {
    name: 'callback',
    reachesDatabase: false,
    isCallback: true,
    apply: call => {
      const [error] = call.args
      ended.waited.push(call.underway())
      const isCertain = error && error.kind !== 'unknown' && call.flow === undefined
      if (isCertain && truthOf(error) === true) ended.failed ??= { value: error, span: call.span }
      return call.promise(UNDEFINED)
    },
  }
}

/** Seeds that a migration links run after it: what they do is not known. */
const SEED_LINK: HostObject = {
  name: 'seed',
  reachesDatabase: true,
  methods: { clear: () => UNDEFINED },
}

/** What `setup` gets: https://github.com/db-migrate/node-db-migrate/blob/master/lib/skeleton.js */
function options(file: SourceFile): Value {
  const open = unknown('run-time value', 'the options of db-migrate are known only at run time')
  const dbmigrate = objectValue({ dataType: dataTypes(file) }, { open })
  return objectValue({ dbmigrate, ignoreOnInit: primitive(false), Promise: hostValue(PROMISE) }, { open })
}
