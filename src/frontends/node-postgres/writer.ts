/** Writing for node-postgres: `client.query(…)` on the client that the migration sends its texts through. */
import { literalText } from '../typescript/code-text.ts'
import { calledOn, connectionWriter } from '../typescript/connection-writer.ts'
import type { Writer } from '../writer.ts'
import { NAMES } from './client.ts'

/** The writer of node-postgres; whether there is a transaction is for the runner. */
export const nodePostgresWriter: Writer = connectionWriter(file => [
  {
    call: (operation, client) =>
      operation.kind === 'setParameter' && CONNECTS.test(file.text)
        ? undefined
        : `${client}.query(${literalText(operation)})`,
    receiverAt: calledOn(/^query$/u),
    names: NAMES,
    sends: /\.query\b/u,
  },
])

/** A client of the migration's own is not the one that the runner opened its transaction on. */
const CONNECTS = /\.connect\(/u
