/** The findings in a file, worked out once for all rules that run on it. */
import type { Cure, FileSettings, Finding, LintedDocument } from 'migrate-lint'
import { linterIn } from './linter.ts'

/** What the plugin uses of a rule's context, the same for every language. */
export interface Context {
  readonly cwd: string
  readonly filename: string
  readonly physicalFilename: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly languageOptions: Readonly<Record<string, unknown>>
  readonly options: readonly unknown[]
  readonly sourceCode: SourceCode
}

/** What the plugin uses of a source, whatever its language. */
export interface SourceCode {
  /** Without its byte order mark. */
  readonly text: string
  readonly ast: object
  getLocFromIndex(index: number): { readonly line: number; readonly column: number }
}

/** A finding, with what cures it. */
export interface Found {
  readonly finding: Finding
  readonly cure: Cure | undefined
}

/** The rules that run on a file, and what they find. */
interface State {
  readonly rules: Record<string, Readonly<Record<string, unknown>>>
  found: ReadonlyMap<string, readonly Found[]> | undefined
}

const states = new WeakMap<SourceCode, State>()

/** One object for all, by which the linter knows the same rules again. */
const NO_OPTIONS = {}

/** Says that a rule runs on a file: ESLint creates all of them before it visits the first node. */
export function register(id: string, { sourceCode, options: [options] }: Context): void {
  const state = states.get(sourceCode) ?? { rules: {}, found: undefined }
  states.set(sourceCode, state)
  state.rules[id] = isRecord(options) ? options : NO_OPTIONS
  state.found = undefined
}

/** What one rule finds in a file. */
export function findingsOf(id: string, context: Context): readonly Found[] {
  const state = states.get(context.sourceCode)
  if (!state) return []
  state.found ??= lint(context, state.rules)
  return state.found.get(id) ?? []
}

function lint(context: Context, rules: State['rules']): ReadonlyMap<string, readonly Found[]> {
  const found = new Map<string, Found[]>()
  // A block of code inside of another file has no place among the migrations.
  if (context.filename !== context.physicalFilename) return found
  const { preset, informs, settings } = settingsOf(context)
  const { findings, cureOf } = linterIn(context.cwd).lint(documentOf(context), { rules, preset, settings })
  for (const finding of findings) {
    if (finding.severity === 'info' && informs !== true) continue
    const own = found.get(finding.rule) ?? []
    found.set(finding.rule, own)
    own.push({ finding, cure: cureOf(finding) })
  }
  return found
}

/** What stands in `settings['migrate-lint']`. */
interface Settings extends FileSettings {
  /** From `recommended` on, which judges the way back by few rules. */
  readonly preset?: 'recommended' | 'strict' | 'all' | undefined
  /** Shows what only informs as well. */
  readonly informs?: boolean | undefined
}

/** Taken apart once, so that the linter knows the same settings again. */
const known = new WeakMap<object, SplitSettings>()

interface SplitSettings extends Pick<Settings, 'preset' | 'informs'> {
  readonly settings: FileSettings
}

function settingsOf(context: Context): SplitSettings {
  const written = context.settings['migrate-lint']
  if (!isRecord(written)) return NONE
  const before = known.get(written)
  if (before) return before
  const { preset, informs, ...settings }: Settings = written
  const made = { preset, informs, settings }
  known.set(written, made)
  return made
}

const NONE: SplitSettings = { settings: {} }

/** Parsers whose trees are what the frontends read; a tree of another one is made anew. */
const KNOWN_PARSERS: ReadonlySet<unknown> = new Set(['espree', 'typescript-eslint/parser'])

function documentOf({ filename, sourceCode, languageOptions }: Context): LintedDocument {
  const document = { path: filename, text: sourceCode.text }
  const { parser } = languageOptions
  const meta = isRecord(parser) ? parser['meta'] : undefined
  const { ast } = sourceCode
  if (!isRecord(meta) || !KNOWN_PARSERS.has(meta['name']) || !isProgram(ast)) return document
  return { ...document, program: ast, comments: ast.comments }
}

function isProgram(ast: object): ast is { readonly comments: NonNullable<LintedDocument['comments']> } {
  return 'comments' in ast && Array.isArray(ast.comments)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
