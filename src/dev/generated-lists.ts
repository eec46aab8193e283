/** The generated lists of rules and frontends, made from their folders. */
import { frontendFolders, ruleFolders } from './folders.ts'

/** Path and text. */
export type GeneratedFile = readonly [path: string, text: string]

/** The lists of folders, which everything else imports. */
export function generatedLists(): readonly GeneratedFile[] {
  return [
    ['rules/index.ts', rulesIndex(ruleFolders())],
    ['src/frontends/index.ts', frontendsIndex(frontendFolders())],
  ]
}

/** The module that names every rule. */
export function rulesIndex(ids: readonly string[]): string {
  return listModule({
    doc: 'Every rule by its folder; written by npm run generate.',
    typeImport: `import type { Rule } from '../src/lint/rule.ts'`,
    imports: ids.map(id => ({ name: camelCase(id), from: `./${id}/rule.ts` })),
    constant: 'rules',
    type: 'Rule',
    sentence: 'The rules, sorted by id.',
  })
}

/** The module that names every frontend. */
export function frontendsIndex(names: readonly string[]): string {
  return listModule({
    doc: 'Every frontend by its folder; written by npm run generate.',
    typeImport: `import type { Frontend } from './frontend.ts'`,
    imports: names.map(name => ({ name: `{ ${camelCase(name)} }`, from: `./${name}/index.ts` })),
    constant: 'frontends',
    type: 'Frontend',
    sentence: 'The frontends, sorted by name.',
  })
}

/** `create-index-blocks-writes` as the name of a variable. */
export function camelCase(id: string): string {
  return id.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())
}

interface List {
  readonly doc: string
  readonly typeImport: string
  readonly imports: readonly { readonly name: string; readonly from: string }[]
  readonly constant: string
  readonly type: string
  readonly sentence: string
}

function listModule({ doc, typeImport, imports, constant, type, sentence }: List): string {
  const names = imports.map(({ name }) => name.replace(/[{} ]/gu, ''))
  const head = `export const ${constant}: readonly ${type}[] = [`
  const line = `${head}${names.join(', ')}]`
  return [
    `/** ${doc} */`,
    typeImport,
    ...imports.map(({ name, from }) => `import ${name} from '${from}'`),
    '',
    `/** ${sentence} */`,
    line.length <= LINE ? line : [head, ...names.map(name => `  ${name},`), ']'].join('\n'),
    '',
  ].join('\n')
}

/** As the formatter has it. */
const LINE = 110
