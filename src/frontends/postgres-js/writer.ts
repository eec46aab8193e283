/** Writing for Postgres.js: `` sql`…` ``, with the tag that the migration was given. */
import { literalText } from '../typescript/code-text.ts'
import { connectionWriter } from '../typescript/connection-writer.ts'
import type { Node, TaggedTemplate } from '../typescript/nodes.ts'
import { sourceOf } from '../typescript/spans.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { Writer } from '../writer.ts'

/** The writer of Postgres.js; whether there is a transaction is for the runner. */
export const postgresJsWriter: Writer = connectionWriter(() => [
  {
    call: (operation, sql) => `${sql}${literalText(operation)}`,
    receiverAt: tagAt,
    names: ['sql', 'client', 'db'],
    sends: /`|\.unsafe\b/u,
    connects: /^(?:begin|savepoint)$/u,
  },
])

/** The outermost tag: what stands inside of a hole belongs to it. */
function tagAt(path: readonly Node[], file: SourceFile): string | undefined {
  const template = path.find(isTagged)
  const tag = template && sourceOf(file, template.tag)
  return tag !== undefined && /^[\w.]+$/u.test(tag) ? tag : undefined
}

function isTagged(node: Node): node is TaggedTemplate {
  return node.type === 'TaggedTemplateExpression'
}
