/** House test 1: who may import whom, no circles, files of a readable size. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')

/** For each room the rooms it may import besides itself. A room is a folder below `src`, or a file of its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/source': [],
  // What the installed package and Node around it are like.
  'src/host': [],
  'src/model': ['src/source'],
  'src/schema': ['src/model'],
  'src/sql': ['src/source', 'src/model'],
  'src/dialects': ['src/model'],
  'src/effects': ['src/model', 'src/schema'],
  'src/frontends': ['src/source', 'src/model', 'src/sql', 'src/dialects'],
  'src/database': ['src/schema', 'src/model'],
  'src/lint': ['src/source', 'src/model', 'src/schema', 'src/dialects', 'src/effects'],
  // `op` is read and run by one table of calls, that of the own format's frontend.
  'src/runner': [
    'src/source',
    'src/model',
    'src/schema',
    'src/sql',
    'src/dialects',
    'src/effects',
    'src/database',
    'src/frontends',
    'src/host',
  ],
  'src/autogenerate': [
    'src/source',
    'src/model',
    'src/schema',
    'src/sql',
    'src/dialects',
    'src/effects',
    'src/database',
    'src/frontends',
    'src/runner',
  ],
  'src/fix': ['src/source', 'src/model', 'src/schema', 'src/frontends', 'src/lint'],
  rules: ['src/lint/rule.ts'],
  'src/reporters': ['src/source', 'src/model', 'src/dialects', 'src/lint'],
  'src/verify': ['src/model', 'src/effects', 'src/lint', 'src/database'],
  'src/project': [
    'src/source',
    'src/model',
    'src/frontends',
    'src/schema',
    'src/lint',
    'src/fix',
    'src/host',
    'rules',
    'src/reporters/report.ts',
  ],
  'src/cli': ['src/*', 'rules'],
  'src/index.ts': ['src/*', 'rules'],
  'src/dev': ['src/*', 'rules'],
  'eslint-plugin': ['src/source', 'src/sql', 'src/frontends', 'src/lint', 'rules'],
}

/** Files of data that a generator writes or that are one long table. */
const TABLES = /-table\.ts$/u

interface Import {
  readonly from: string
  readonly to: string
}

const files = ['src', 'rules', 'eslint-plugin/src'].flatMap(sourceFiles)
const imports = files.flatMap(importsOf)

describe('the house', () => {
  it('has only the arrows of its table', () => {
    const wrong = imports.filter(each => !allowed(each)).map(({ from, to }) => `${from} -> ${to}`)
    expect(wrong).toEqual([])
  })

  it('knows every room', () => {
    expect(files.map(roomOf).filter(room => !(room in MAY_IMPORT))).toEqual([])
  })

  it('has no circle of files, types included', () => {
    expect(circles()).toEqual([])
  })

  it('keeps frontends apart from each other', () => {
    const folder = (path: string) => /^src\/frontends\/([^/]+)\//u.exec(path)?.[1]
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [folder(from), folder(to)]
      return own && other && own !== other && other !== 'typescript'
    })
    expect(wrong).toEqual([])
  })

  it('has files of at most 400 lines, half of them at most 100', () => {
    const sizes = files.filter(path => !TABLES.test(path)).map(path => ({ path, lines: lineCount(path) }))
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([])
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100)
  })

  it('says in the first line of each file what it is for', () => {
    const silent = files.filter(path => !/^(#![^\n]*\n)?\/\*\*/u.test(readFileSync(join(ROOT, path), 'utf8')))
    expect(silent).toEqual([])
  })
})

function allowed({ from, to }: Import): boolean {
  const own = roomOf(from)
  return (
    roomOf(to) === own ||
    (MAY_IMPORT[own] ?? []).some(
      may => may === to || may === roomOf(to) || (may === 'src/*' && to.startsWith('src/')),
    )
  )
}

function roomOf(path: string): string {
  const [first, second] = path.split('/')
  if (first !== 'src') return first ?? ''
  return `src/${second ?? ''}`
}

function sourceFiles(folder: string): string[] {
  const start = join(ROOT, folder)
  if (!existsSync(start)) return []
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !/^(bad|good)\./u.test(entry.name))
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(path => !path.includes('_template/') && !path.includes('node_modules/'))
    .sort()
}

function importsOf(path: string): Import[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const specifiers = [...text.matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*'(\.[^']+)'/gmu)].map(
    match => match[1] ?? '',
  )
  return specifiers.map(specifier => ({
    from: path,
    to: relative(ROOT, resolve(ROOT, dirname(path), specifier)).replaceAll('\\', '/'),
  }))
}

/** Each circle once, by a depth-first walk. */
function circles(): string[][] {
  const targets = new Map(
    files.map(path => [path, imports.filter(each => each.from === path).map(each => each.to)]),
  )
  const found: string[][] = []
  const state = new Map<string, 'open' | 'done'>()
  const walk = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path])
      return
    }
    state.set(path, 'open')
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of files) walk(path, [])
  return found
}

function lineCount(path: string): number {
  return readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1
}
