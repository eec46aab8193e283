/** VS Code's ESLint extension, by its language server: what is underlined and offered while somebody types. */
import { join } from 'node:path'
import { startEditor, type Document, type Editor, type Validate } from './editor.ts'
import type { Host } from './host.ts'
import { FILES, RULE, type Path } from './project.ts'

const CONFIG = `import migrateLint from 'eslint-plugin-migrate-lint'
import tseslint from 'typescript-eslint'
import { defineConfig } from 'eslint/config'

export default defineConfig([tseslint.configs.base, migrateLint.configs.recommended])
`

const ID = `migrate-lint/${RULE}`

/** The statement is underlined and nothing else; lines and characters count from 0. */
const PLACES: Readonly<Record<Path, string>> = {
  'src/migrations/1700000000001-Index.ts': '5:29-5:82',
  'knex/migrations/20260101000000_index.js': '1:18-1:65',
  'db/migrations/1_index.sql': '0:0-0:47',
}

const LANGUAGES: Readonly<Record<Path, string>> = {
  'src/migrations/1700000000001-Index.ts': 'typescript',
  'knex/migrations/20260101000000_index.js': 'javascript',
  'db/migrations/1_index.sql': 'sql',
}

/** The server of another version can be named: the path of its script. */
const SERVER = process.env['ESLINT_SERVER']

/** The host. */
export const editorHost: Host = {
  name: `VS Code's language server${SERVER === undefined ? '' : `, ${SERVER}`}`,
  packages: ['eslint@10', 'typescript-eslint@8', 'typescript@6', 'vscode-langservers-extracted@4'],
  type: 'module',
  config: { 'eslint.config.js': CONFIG },
  async lint({ folder }) {
    const paths = Object.keys(FILES) as readonly Path[]
    const validated = await inEditor(folder, 'on', async editor => {
      const wrong: string[] = []
      for (const path of paths) wrong.push(...(await wrongWith(path, open(editor, path))))
      return wrong
    })
    const probed = await inEditor(folder, 'probe', async editor => {
      const found: string[] = []
      for (const path of paths) if (await placeIn(open(editor, path))) found.push(LANGUAGES[path])
      return found.join() === 'typescript,javascript' ? [] : [`without eslint.validate: ${found.join()}`]
    })
    return [...validated, ...probed]
  },
}

async function inEditor(
  folder: string,
  validate: Validate,
  use: (editor: Editor) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const own = join(folder, 'node_modules/.bin/vscode-eslint-language-server')
  const editor = await startEditor(
    folder,
    SERVER === undefined ? [own, '--stdio'] : [process.execPath, SERVER, '--stdio'],
    validate,
  )
  try {
    return await use(editor)
  } finally {
    editor.end()
  }
}

function open(editor: Editor, path: Path): Document {
  return editor.open(path, LANGUAGES[path], FILES[path])
}

/** Underlined at its place, gone with a comment of the light bulb, back without it, elsewhere below a line, cured by a suggestion. */
async function wrongWith(path: Path, document: Document): Promise<readonly string[]> {
  const text = document.text()
  const place = PLACES[path]
  const wrong: string[] = []
  const expect = (what: string, is: string | undefined, wanted: string | undefined) => {
    if (is !== wanted) wrong.push(`${path}, ${what}: ${String(is)} instead of ${String(wanted)}`)
  }
  expect('opened', await placeIn(document), place)
  await take(document, ID, title => title === `Disable ${ID} for this line`)
  expect('disabled', await placeIn(document), undefined)
  document.type(`\n${text}`)
  expect(
    'typed above',
    await placeIn(document),
    place.replaceAll(/(\d+):/gu, (_, line) => `${Number(line) + 1}:`),
  )
  document.type(text.replace('CREATE INDEX', 'ANALYZE; --'))
  expect('typed', await placeIn(document), undefined)
  document.type(text)
  if (LANGUAGES[path] === 'sql') {
    await take(document, 'migrate-lint/lock-without-timeout', title => title.startsWith('Set lock_timeout'))
    expect('cured', document.text(), `SET lock_timeout = '5s';\n${text}`)
  }
  return wrong
}

async function placeIn(document: Document): Promise<string | undefined> {
  const { range } = (await document.underlined()).find(({ code }) => code === ID) ?? {}
  if (!range) return undefined
  const { start, end } = range
  return `${start.line}:${start.character}-${end.line}:${end.character}`
}

async function take(document: Document, id: string, isWanted: (title: string) => boolean): Promise<void> {
  const diagnostic = (await document.underlined()).find(({ code }) => code === id)
  const offers = diagnostic ? await document.offers(diagnostic) : []
  const offer = offers.find(({ title }) => isWanted(title))
  if (!offer) throw new Error(`nothing fits among ${offers.map(({ title }) => title).join(', ')}`)
  await document.take(offer)
}
