/** What the tool is called, which version it is and where it lives. */
import { readFileSync } from 'node:fs'
import type { Report } from '../reporters/report.ts'

/** From the package's own manifest. */
export function tool(): Report['tool'] {
  return { name: 'migrate-lint', version: version(), url: 'https://www.npmjs.com/package/migrate-lint' }
}

/** The manifest lies two folders above the source and three above the build. */
export function version(): string {
  for (const manifest of ['../../package.json', '../../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8'))
      if (name === 'migrate-lint') return String(version)
    } catch {
      // The other one.
    }
  }
  return '0.0.0'
}
