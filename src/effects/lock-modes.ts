/** The eight table lock modes and which of them conflict: https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES */

/** Lock modes by their names in `pg_locks.mode`, from the weakest to the strongest conflict set. */
export const LOCK_MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const

export type LockMode = (typeof LOCK_MODES)[number]

/** What an application does with a table: SELECT takes AccessShareLock, INSERT, UPDATE and DELETE take RowExclusiveLock. */
export type Access = 'read' | 'write'

const CONFLICTS: Readonly<Record<LockMode, readonly LockMode[]>> = {
  AccessShareLock: ['AccessExclusiveLock'],
  RowShareLock: ['ExclusiveLock', 'AccessExclusiveLock'],
  RowExclusiveLock: ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'],
  ShareUpdateExclusiveLock: [
    'ShareUpdateExclusiveLock',
    'ShareLock',
    'ShareRowExclusiveLock',
    'ExclusiveLock',
    'AccessExclusiveLock',
  ],
  ShareLock: [
    'RowExclusiveLock',
    'ShareUpdateExclusiveLock',
    'ShareRowExclusiveLock',
    'ExclusiveLock',
    'AccessExclusiveLock',
  ],
  ShareRowExclusiveLock: [
    'RowExclusiveLock',
    'ShareUpdateExclusiveLock',
    'ShareLock',
    'ShareRowExclusiveLock',
    'ExclusiveLock',
    'AccessExclusiveLock',
  ],
  ExclusiveLock: LOCK_MODES.filter(mode => mode !== 'AccessShareLock'),
  AccessExclusiveLock: LOCK_MODES,
}

/** Whether two sessions cannot hold these modes on one table at the same time. */
export function conflicts(one: LockMode, other: LockMode): boolean {
  return CONFLICTS[one].includes(other)
}

/** Whether a lock makes readers (SELECT) or writers (INSERT, UPDATE, DELETE) wait. */
export function blocks(mode: LockMode, access: Access): boolean {
  return conflicts(mode, access === 'read' ? 'AccessShareLock' : 'RowExclusiveLock')
}

/** Whether a text is the name of a table lock mode. */
export function isLockMode(name: unknown): name is LockMode {
  return LOCK_MODES.some(mode => mode === name)
}

/** Whether whatever waits for the other mode waits for this one too. */
export function includes(one: LockMode, other: LockMode): boolean {
  return CONFLICTS[other].every(mode => conflicts(one, mode))
}

/** The modes of a set that no other of the set includes; SHARE and SHARE UPDATE EXCLUSIVE can stand side by side. */
export function strongestModes(modes: readonly LockMode[]): readonly LockMode[] {
  const distinct = LOCK_MODES.filter(mode => modes.includes(mode))
  return distinct.filter(mode => !distinct.some(other => other !== mode && includes(other, mode)))
}
