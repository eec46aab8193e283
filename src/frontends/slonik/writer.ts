/** Writing for slonik: `` connection.query(sql.unsafe`…`) ``, with the tags that the file has. */
import { literalText } from '../typescript/code-text.ts'
import { calledOn, connectionWriter } from '../typescript/connection-writer.ts'
import type { Writer } from '../writer.ts'

/** A tag behind a bracket: what makes the query that a method is given. */
const TAG = /\(\s*((?:\w+\.)*sql(?:\.unsafe)?)`/gu

/** The writer of slonik; whether there is a transaction is for the runner. */
export const slonikWriter: Writer = connectionWriter(file => {
  const tags = new Set([...file.text.matchAll(TAG)].map(([, tag = '']) => tag))
  return [...tags].map(tag => ({
    call: (operation, connection) => `${connection}.query(${tag}${literalText(operation)})`,
    receiverAt: calledOn(METHOD),
    names: ['connection', 'slonik', 'pool', 'db', 'client'],
    sends: /\.\w+\(\s*(?:\w+\.)*sql\b/u,
    connects: /^(?:transaction|connect)$/u,
  }))
})

const METHOD = /^(?:query|any|anyFirst|exists|many|manyFirst|maybeOne|maybeOneFirst|one|oneFirst)$/u
