/** Whether a project that has no migrations yet is written in TypeScript. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The ending of its files, with the dot: TypeScript, unless a package.json is there and knows nothing of it. */
export function endingFor(folder: string): string {
  const manifests: string[] = []
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'tsconfig.json'))) return '.ts'
    const manifest = join(at, 'package.json')
    if (existsSync(manifest)) manifests.push(readFileSync(manifest, 'utf8'))
    if (existsSync(join(at, '.git')) || dirname(at) === at) break
  }
  const [nearest] = manifests
  if (nearest === undefined || manifests.some(text => /"typescript"\s*:/u.test(text))) return '.ts'
  return /"type"\s*:\s*"module"/u.test(nearest) ? '.js' : '.mjs'
}
