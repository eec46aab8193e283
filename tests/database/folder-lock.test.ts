import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbedded } from '../../src/database/embedded.ts'
import { FolderInUse, lockFolder } from '../../src/database/folder-lock.ts'

/** Takes the folder given, says so, and keeps it until it is killed. */
const HOLDER = `
  const { createJiti } = require('jiti')
  const { lockFolder } = createJiti(process.cwd())(${JSON.stringify(join(import.meta.dirname, '../../src/database/folder-lock.ts'))})
  try { lockFolder(process.argv[1]); console.log('held') } catch (error) { console.log(error.name) }
  setInterval(() => {}, 1000)`

describe('the lock of a database folder', () => {
  let folder: string
  let lock: string
  const children: ChildProcess[] = []

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'shop-')), 'data')
    lock = `${folder}.lock`
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(join(folder, '..'), { recursive: true, force: true })
  })

  function startHolder(): Promise<{ child: ChildProcess; said: string }> {
    const child = spawn(process.execPath, ['-e', HOLDER, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    return new Promise(resolve =>
      child.stdout.once('data', data => resolve({ child, said: String(data).trim() })),
    )
  }

  it('names the process that has the folder open, and takes over when that was killed', async () => {
    const { child } = await startHolder()
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    expect(() => lockFolder(folder)).toThrow(
      new RegExp(`is open in process ${child.pid} on ${hostname()} since .*delete ${lock}\\.$`, 'u'),
    )
    child.kill('SIGKILL')
    await new Promise(resolve => child.once('exit', resolve))
    const release = lockFolder(folder)
    release()
    expect(existsSync(lock)).toBe(false)
  })

  it('has one winner among processes that find a dead one in the way', async () => {
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), began: '', since: 'yesterday' }))
    const said = await Promise.all(Array.from({ length: 6 }, () => startHolder()))
    expect(said.map(each => each.said).sort()).toEqual([...Array(5).fill('FolderInUse'), 'held'].sort())
  })

  it('refuses the same process a second time', () => {
    const release = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(`is open in this process (pid ${process.pid})`)
    release()
    lockFolder(folder)()
  })

  it.each([
    [
      'of a process that had the number of this one',
      { pid: process.pid, host: hostname(), began: '1', since: 'then' },
    ],
    ['of a process whose number another has now', { pid: 1, host: hostname(), began: '1', since: 'then' }],
    ['that says nothing', ''],
  ])('takes over a file %s', (_, holder) => {
    writeFileSync(lock, JSON.stringify(holder))
    lockFolder(folder)()
  })

  it('believes another machine', () => {
    writeFileSync(lock, JSON.stringify({ pid: 7, host: 'elsewhere', began: '1', since: '2026-02-03' }))
    expect(() => lockFolder(folder)).toThrow('is open in process 7 on elsewhere since 2026-02-03')
  })

  it('keeps what PGlite wrote, is held while it is open, and is gone when it is closed', async () => {
    const first = await openEmbedded(folder)
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid })
    await expect(openEmbedded(folder)).rejects.toBeInstanceOf(FolderInUse)
    await first.query('CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)')
    await first.close()
    expect(existsSync(lock)).toBe(false)
    const second = await openEmbedded(folder)
    expect((await second.query('SELECT id FROM orders')).rows).toEqual([{ id: 7 }])
    await second.close()
  })
})
