/** Writing TypeORM's migrations: `queryRunner.query(…)`, as its own generator does, and classes for new ones. */
import { indentAt, lineBreakOf } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { nextNumber, pascal } from '../next-name.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { literalText } from '../typescript/code-text.ts'
import { codeWriter, endsWithSemicolons, type CodeStyle } from '../typescript/code-writer.ts'
import type { ClassNode } from '../typescript/nodes.ts'
import { functionNamed } from '../typescript/tree.ts'
import {
  edited,
  type Changes,
  type FollowUp,
  type NewMigration,
  type WrittenMigration,
  type Writer,
} from '../writer.ts'
import { classOf } from './detect.ts'

const style: CodeStyle = {
  call: (operation, receiver) => `${receiver}.query(${literalText(operation)})`,
  down: 'down',
  parameter: 'queryRunner: QueryRunner',
  addDown,
}

/** The writer of TypeORM. */
export const typeormWriter: Writer = {
  ...codeWriter(style),
  transactionOff(written) {
    const node = nodeOf(written)
    const { file } = written.migration
    const [first] = node?.body.body ?? []
    if (!node || !first) return []
    const start = first.range[0]
    const gap = lineBreakOf(file) + lineBreakOf(file) + indentAt(file, start)
    return [edited({ span: spanOf(file, start, start), text: `transaction = false${endOf(file)}${gap}` })]
  },
  followUp,
}

function nodeOf({ migration, source, files }: WrittenMigration): ClassNode | undefined {
  const module = files.module(migration.file.path)
  return module && classOf(module, source)
}

function endOf(file: SourceFile): string {
  return endsWithSemicolons(file) ? ';' : ''
}

/** `down` behind `up`. */
function addDown(written: WrittenMigration, body: string): readonly Changes[] {
  const { file } = written.migration
  const node = nodeOf(written)
  const up = node && functionNamed(node.body, 'up')
  if (!up) return []
  const [start, end] = up.owner.range
  const indent = indentAt(file, start)
  const method = `async down(${style.parameter}): Promise<void> {\n${indented(body, '  ')}\n}`
  const visible = /^public\b/u.test(file.text.slice(start, start + 7)) ? 'public ' : ''
  const text = `\n\n${indented(visible + method, indent)}`.replaceAll('\n', lineBreakOf(file))
  return [edited({ span: spanOf(file, end, end), text })]
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=.)/gmu, indent)
}

/** TypeORM orders by the thirteen digits at the end of the class name. */
function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
): NewMigration | undefined {
  const last = history.at(-1)
  const like = files.read(last?.paths[0] ?? '')
  const newest = history
    .map(({ name }) => /\d{13}$/u.exec(name)?.[0] ?? '')
    .sort()
    .at(-1)
  if (!last || !like?.path.endsWith('.ts') || !newest) return undefined
  const time = nextNumber(newest)
  const words = pascal(wanted.title)
  const path = joinPath(folderOf(like.path), `${time}-${words}.ts`)
  const name = words + time
  return { name, files: [{ path, text: classText(wanted, name, like) }] }
}

/** In the style of the file before it. */
function classText(wanted: FollowUp, name: string, like: SourceFile): string {
  const end = endOf(like)
  const calls = (operations: FollowUp['up']) =>
    operations.map(operation => `    await ${style.call(operation, 'queryRunner') ?? ''}${end}`)
  const down =
    wanted.down.length > 0
      ? [`  public async down(queryRunner: QueryRunner): Promise<void> {`, ...calls(wanted.down), `  }`]
      : [`  public async down(): Promise<void> {`, `    // There is nothing to undo.`, `  }`]
  const type = /import type \{[^}]*\bMigrationInterface\b/u.test(like.text) ? 'type ' : ''
  return [
    `import ${type}{ MigrationInterface, QueryRunner } from 'typeorm'${end}`,
    ``,
    `export class ${name} implements MigrationInterface {`,
    ...(wanted.transaction === 'none' ? [`  transaction = false${end}`, ``] : []),
    `  public async up(queryRunner: QueryRunner): Promise<void> {`,
    ...calls(wanted.up),
    `  }`,
    ``,
    ...down,
    `}`,
    ``,
  ].join('\n')
}
