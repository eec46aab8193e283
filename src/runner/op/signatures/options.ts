/** The kinds of the options that several calls share. */
import type { Cascade, Deferral, IfExists, IfNotExists, InSchema } from '../calls/options.ts'
import type { DropEnum } from '../calls/tables.ts'
import { FLAG, oneOf, TEXT, TEXTS } from './kinds.ts'
import type { Argument, OptionKinds } from './signature.ts'

export const schema: OptionKinds<InSchema> = { schema: TEXT }
export const ifExists: OptionKinds<IfExists> = { ifExists: FLAG }
export const ifNotExists: OptionKinds<IfNotExists> = { ifNotExists: FLAG }
export const cascade: OptionKinds<Cascade> = { cascade: FLAG }
export const dropEnum: OptionKinds<DropEnum> = { dropEnum: TEXTS }
export const deferral: OptionKinds<Deferral> = {
  deferrable: FLAG,
  initially: oneOf('deferred', 'immediate'),
}

/** The table that most calls begin with. */
export const table: Argument = { what: 'the table', kind: TEXT, example: `'orders'`, isTable: true }
