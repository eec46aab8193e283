/** What the tool is called, which version it is, and where its own files lie. */
import { readFileSync } from 'node:fs'
import type { Report } from '../reporters/report.ts'

/** The manifest lies two folders above the source and three above the build. */
const ROOTS = ['../../', '../../../'].map(path => new URL(path, import.meta.url))

/** From the package's own manifest. */
export function tool(): Report['tool'] {
  return { name: 'migrate-lint', version: version(), url: 'https://www.npmjs.com/package/migrate-lint' }
}

/** The version in the manifest. */
export function version(): string {
  for (const root of ROOTS) {
    const { name, version } = manifestIn(root)
    if (name === 'migrate-lint') return String(version)
  }
  return '0.0.0'
}

/** The text of a file that the package ships, such as `rules/<id>/README.md`. */
export function shippedFile(path: string): string | undefined {
  const root = ROOTS.find(each => manifestIn(each).name === 'migrate-lint')
  if (!root) return undefined
  try {
    return readFileSync(new URL(path, root), 'utf8')
  } catch {
    return undefined
  }
}

function manifestIn(folder: URL): { readonly name?: unknown; readonly version?: unknown } {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
    return typeof manifest === 'object' && manifest !== null ? manifest : {}
  } catch {
    return {}
  }
}
