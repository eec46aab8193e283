/** Keeps a folder of a database to one process: PGlite takes no lock of its own, and two of them lose each other's rows without an error. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, resolve } from 'node:path'

/** The folder is open in another process, or in this one. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

interface Holder {
  readonly pid: number
  readonly host: string
  /** When that process began, since numbers of processes are used again; empty where nothing tells. */
  readonly began: string
  readonly since: string
}

/** Files that this process holds: its own number in any other file is that of an earlier process. */
const held = new Set<string>()

/** Takes the folder, or throws FolderInUse with the holder's pid; gives what lets it go. */
export function lockFolder(folder: string): () => void {
  const file = `${resolve(folder)}.lock`
  mkdirSync(dirname(file), { recursive: true })
  for (let attempt = 0; !take(file); attempt++) {
    const holder = readHolder(file)
    if (held.has(file) || (holder && isAlive(holder)) || attempt >= 20) throw inUse(folder, file, holder)
    setAside(file, holder)
  }
  held.add(file)
  return () => {
    held.delete(file)
    rmSync(file, { force: true })
  }
}

/** A link appears whole or not at all, and only for the first. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    began: beginningOf(process.pid) ?? '',
    since: new Date().toISOString(),
  }
  writeFileSync(own, `${JSON.stringify(holder)}\n`)
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** Undefined where the file is gone, or says nothing. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** Whether the holder may still be at work: of another machine nothing is known. */
function isAlive({ pid, host, began }: Holder): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const now = beginningOf(pid)
  return began === '' || now === undefined || now === began
}

/** Field 22 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, after the name, which may hold anything. */
function beginningOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

/** Removes the file of a dead holder, and puts it back if another process took it meanwhile. */
function setAside(file: string, dead: Holder | undefined): void {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
    if (readHolder(aside)?.since !== dead?.since) linkSync(aside, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && /^(?:ENOENT|EEXIST)$/u.test(String(error.code))))
      throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function inUse(folder: string, file: string, holder: Holder | undefined): FolderInUse {
  const who =
    holder === undefined
      ? 'another process'
      : holder.pid === process.pid
        ? `this process (pid ${holder.pid})`
        : `process ${holder.pid} on ${holder.host}`
  const since = holder === undefined ? '' : ` since ${holder.since}`
  return new FolderInUse(
    `The database folder ${folder} is open in ${who}${since}, and two at once lose data. Wait for it or end it; if it is gone, delete ${file}.`,
  )
}
