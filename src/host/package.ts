/** The package as it is installed: its version, and the files that it ships. */
import { readFileSync } from 'node:fs'

/** The manifest lies two folders above the source and three above the build. */
const ROOTS = ['../../', '../../../'].map(path => new URL(path, import.meta.url))

/** The version in the manifest. */
export function version(): string {
  return String(ownRoot()?.version ?? '0.0.0')
}

/** The text of a file that the package ships, such as `rules/<id>/README.md`. */
export function shippedFile(path: string): string | undefined {
  const root = ownRoot()
  if (!root) return undefined
  try {
    return readFileSync(new URL(path, root.folder), 'utf8')
  } catch {
    return undefined
  }
}

function ownRoot(): { readonly folder: URL; readonly version: unknown } | undefined {
  for (const folder of ROOTS) {
    const { name, version } = manifestIn(folder)
    if (name === 'migrate-lint') return { folder, version }
  }
  return undefined
}

function manifestIn(folder: URL): { readonly name?: unknown; readonly version?: unknown } {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
    return typeof manifest === 'object' && manifest !== null ? manifest : {}
  } catch {
    return {}
  }
}
