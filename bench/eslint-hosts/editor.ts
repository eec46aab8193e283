/** An editor with ESLint's language server, the one of VS Code: documents are opened, typed in, and cured by the light bulb. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { connect } from './rpc.ts'

/** Lines and characters count from 0. */
interface Position {
  readonly line: number
  readonly character: number
}

interface TextEdit {
  readonly range: { readonly start: Position; readonly end: Position }
  readonly newText: string
}

/** What is underlined. */
export interface Diagnostic extends Pick<TextEdit, 'range'> {
  readonly message: string
  readonly code?: string
  readonly codeDescription?: { readonly href: string }
}

/** An entry of the light bulb's menu. */
export interface Offer {
  readonly title: string
  readonly command: { readonly command: string; readonly arguments: readonly unknown[] }
}

/** A document that was opened. */
export interface Document {
  text(): string
  /** Nothing is saved. */
  type(text: string): void
  underlined(): Promise<readonly Diagnostic[]>
  offers(diagnostic: Diagnostic): Promise<readonly Offer[]>
  take(offer: Offer): Promise<void>
}

/** The editor. */
export interface Editor {
  open(path: string, languageId: string, text: string): Document
  end(): void
}

/** `on` is what the client makes of a language in `eslint.validate`, `probe` of one that it only knows. */
export type Validate = 'on' | 'probe'

/** Starts the server on a folder. */
export async function startEditor(
  folder: string,
  server: readonly [command: string, ...args: string[]],
  validate: Validate,
): Promise<Editor> {
  const texts = new Map<string, { text: string; version: number }>()
  const [command, ...args] = server
  const root = { uri: pathToFileURL(folder).href, name: 'host' }
  const connection = connect(command, args, {
    cwd: folder,
    answer(method, params) {
      if (method === 'workspace/configuration') return [{ ...SETTINGS, validate, workspaceFolder: root }]
      if (method === 'workspace/applyEdit') return { applied: apply(params as ApplyEdit) }
      if (method === 'eslint/noConfig' || method === 'eslint/noLibrary') throw new Error(method)
      return null
    },
  })
  const type = (uri: string, text: string): void => {
    const version = (texts.get(uri)?.version ?? 0) + 1
    texts.set(uri, { text, version })
    const changed = { textDocument: { uri, version }, contentChanges: [{ text }] }
    connection.notify('textDocument/didChange', changed)
  }
  const apply = ({ edit: { documentChanges = [] } }: ApplyEdit): boolean => {
    for (const { textDocument, edits } of documentChanges) {
      const { text = '' } = texts.get(textDocument.uri) ?? {}
      type(textDocument.uri, edited(text, edits))
    }
    return true
  }
  await connection.request('initialize', {
    processId: process.pid,
    rootUri: root.uri,
    workspaceFolders: [root],
    capabilities: CAPABILITIES,
  })
  connection.notify('initialized', {})
  return {
    open(path, languageId, text) {
      const uri = pathToFileURL(join(folder, path)).href
      texts.set(uri, { text, version: 1 })
      connection.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } })
      return {
        text: () => texts.get(uri)?.text ?? '',
        type: next => {
          type(uri, next)
        },
        async underlined() {
          const report = await connection.request('textDocument/diagnostic', { textDocument: { uri } })
          return (report as { readonly items: readonly Diagnostic[] }).items
        },
        async offers(diagnostic) {
          const { range } = diagnostic
          const context = { diagnostics: [diagnostic], triggerKind: 1 }
          const asked = { textDocument: { uri }, range, context }
          return (await connection.request('textDocument/codeAction', asked)) as readonly Offer[]
        },
        async take({ command: taken }) {
          await connection.request('workspace/executeCommand', taken)
        },
      }
    },
    end: connection.end,
  }
}

interface ApplyEdit {
  readonly edit: {
    readonly documentChanges?: readonly {
      readonly textDocument: { readonly uri: string }
      readonly edits: readonly TextEdit[]
    }[]
  }
}

const CAPABILITIES = {
  textDocument: {
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
    diagnostic: {},
  },
  workspace: { configuration: true, workspaceFolders: true, applyEdit: true },
}

/** What the client of VS Code sends where the user has set nothing, but for comments that are blocks. */
const SETTINGS = {
  packageManager: 'npm',
  useESLintClass: true,
  useFlatConfig: true,
  experimental: { useFlatConfig: false },
  codeAction: {
    disableRuleComment: { enable: true, location: 'separateLine', commentStyle: 'block' },
    showDocumentation: { enable: true },
  },
  codeActionOnSave: { mode: 'all' },
  format: false,
  quiet: false,
  onIgnoredFiles: 'off',
  options: {},
  rulesCustomizations: [],
  run: 'onType',
  problems: { shortenToSingleLine: false },
  nodePath: null,
  workingDirectory: { mode: 'location' },
}

/** From the last edit to the first, so that no edit moves another. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split(/(?<=\n)/u)
  const offsetOf = ({ line, character }: Position) =>
    lines.slice(0, line).join('').length + Math.min(character, lines[line]?.length ?? 0)
  return edits
    .map(({ range, newText }) => ({ start: offsetOf(range.start), end: offsetOf(range.end), newText }))
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text)
}
