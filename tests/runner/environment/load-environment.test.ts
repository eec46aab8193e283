/** The environment of a folder of migrations. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { defineEnv, env, withoutDatabase } from '../../../src/runner/environment/environment.ts'
import { loadEnvironment } from '../../../src/runner/environment/load-environment.ts'

afterEach(() => vi.unstubAllEnvs())

function folderWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'environment-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, name), text)
  return folder
}

const load = (folder: string) => loadEnvironment(folder, folder, { defineEnv, env })

describe('env.ts', () => {
  it('names the database, with a variable of the environment', async () => {
    vi.stubEnv('SHOP_URL', 'postgres://localhost/shop')
    const folder = folderWith(
      'env.ts',
      "import { defineEnv, env } from 'migrate-lint/runner'\nexport default defineEnv({ url: env('SHOP_URL'), lockTimeout: 2000 })\n",
    )
    expect(await load(folder)).toEqual({ url: 'postgres://localhost/shop', lockTimeout: 2000 })
  })

  it('says which variable is missing', async () => {
    const folder = folderWith(
      'env.ts',
      "import { defineEnv, env } from 'migrate-lint/runner'\nexport default defineEnv({ url: env('NO_SUCH_URL') })\n",
    )
    await expect(load(folder)).rejects.toThrow(
      /The environment variable NO_SUCH_URL is not set\. Set it, or name the database with --url\./u,
    )
  })

  it('may be CommonJS', async () => {
    const folder = folderWith('env.cjs', "exports.default = { url: 'sqlite:./shop.db' }\n")
    expect(await load(folder)).toEqual({ url: 'sqlite:./shop.db' })
  })

  it('is not needed', async () => {
    expect(await load(folderWith('a1_users.ts', ''))).toBeUndefined()
  })

  it('must export something', async () => {
    await expect(load(folderWith('env.mjs', 'export const url = 1'))).rejects.toThrow(
      "env.mjs has no environment. Write: export default defineEnv({ url: env('DATABASE_URL') }).",
    )
  })
})

describe('env.ts without a database', () => {
  const text =
    "import { defineEnv, env } from 'migrate-lint/runner'\nexport default defineEnv({ url: env('NO_SUCH_URL'), folders: ['shop'] })\n"

  it('needs no variable that names one', async () => {
    const folder = folderWith('env.ts', text)
    expect(await withoutDatabase(() => load(folder))).toEqual({ url: '', folders: ['shop'] })
    await expect(load(folder)).rejects.toThrow('NO_SUCH_URL')
  })
})
