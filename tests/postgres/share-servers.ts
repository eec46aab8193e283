/** Set-up of vitest: what servers start from is prepared once a run. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SHARED_FOLDER } from './prepared-server.ts'

export default function shareServers(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  chmodSync(folder, 0o755)
  process.env[SHARED_FOLDER] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
