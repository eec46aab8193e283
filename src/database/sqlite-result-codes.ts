/** The names of SQLite's result codes: https://www.sqlite.org/rescode.html */

const PRIMARY = `
  OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN
  PROTOCOL EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB NOTICE WARNING
`
  .trim()
  .split(/\s+/u)

/** An extended code is its primary one and, from bit 8 on, a number from 1: the place in this list. */
const EXTENDED: Readonly<Record<string, string>> = {
  ERROR: 'MISSING_COLLSEQ RETRY SNAPSHOT',
  ABORT: '- ROLLBACK',
  BUSY: 'RECOVERY SNAPSHOT TIMEOUT',
  LOCKED: 'SHAREDCACHE VTAB',
  READONLY: 'RECOVERY CANTLOCK ROLLBACK DBMOVED CANTINIT DIRECTORY',
  IOERR: `READ SHORT_READ WRITE FSYNC DIR_FSYNC TRUNCATE FSTAT UNLOCK RDLOCK DELETE BLOCKED NOMEM ACCESS
    CHECKRESERVEDLOCK LOCK CLOSE DIR_CLOSE SHMOPEN SHMSIZE SHMLOCK SHMMAP SEEK DELETE_NOENT MMAP GETTEMPPATH
    CONVPATH VNODE AUTH BEGIN_ATOMIC COMMIT_ATOMIC ROLLBACK_ATOMIC DATA CORRUPTFS IN_PAGE`,
  CORRUPT: 'VTAB SEQUENCE INDEX',
  CANTOPEN: 'NOTEMPDIR ISDIR FULLPATH CONVPATH DIRTYWAL SYMLINK',
  CONSTRAINT: `CHECK COMMITHOOK FOREIGNKEY FUNCTION NOTNULL PRIMARYKEY TRIGGER UNIQUE VTAB ROWID PINNED
    DATATYPE`,
  AUTH: 'USER',
}

/** `SQLITE_CONSTRAINT_NOTNULL` for 1299; of a number that is not listed, the name of its primary code. */
export function resultCodeName(code: number): string {
  const primary = PRIMARY[code & 0xff] ?? 'ERROR'
  const extended = EXTENDED[primary]?.split(/\s+/u)[(code >> 8) - 1]
  return `SQLITE_${primary}${extended === undefined ? '' : `_${extended}`}`
}

const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/^NOT NULL constraint failed/u, 'SQLITE_CONSTRAINT_NOTNULL'],
  [/^UNIQUE constraint failed/u, 'SQLITE_CONSTRAINT_UNIQUE'],
  [/^CHECK constraint failed/u, 'SQLITE_CONSTRAINT_CHECK'],
  [/^FOREIGN KEY constraint failed/u, 'SQLITE_CONSTRAINT_FOREIGNKEY'],
  [/^cannot store /u, 'SQLITE_CONSTRAINT_DATATYPE'],
  [/^database or disk is full/u, 'SQLITE_FULL'],
  [/^database is locked/u, 'SQLITE_BUSY'],
  [/^database table is locked/u, 'SQLITE_LOCKED'],
  [/^datatype mismatch/u, 'SQLITE_MISMATCH'],
]

/** The code of a message, where a driver gives none. */
export function resultCodeOfMessage(message: string): string {
  return BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? 'SQLITE_ERROR'
}
