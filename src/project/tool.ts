/** What the tool is called, and which version it is, for reports. */
import { version } from '../host/package.ts'
import type { Report } from '../reporters/report.ts'

/** From the package's own manifest. */
export function tool(): Report['tool'] {
  return { name: 'migrate-lint', version: version(), url: 'https://www.npmjs.com/package/migrate-lint' }
}
