/** The version of this package, for the history. */
import { readFileSync } from 'node:fs'

/** The manifest lies two folders above the source and three above the build. */
const MANIFESTS = ['../../package.json', '../../../package.json'].map(path => new URL(path, import.meta.url))

/** As the manifest says it. */
export function version(): string {
  for (const path of MANIFESTS) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'))
      if (isOurs(manifest)) return manifest.version
    } catch {
      continue
    }
  }
  return '0.0.0'
}

function isOurs(manifest: unknown): manifest is { readonly version: string } {
  return (
    typeof manifest === 'object' &&
    manifest !== null &&
    'name' in manifest &&
    manifest.name === 'migrate-lint' &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  )
}
