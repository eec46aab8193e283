/** `npm run test:faults`: kills runs at random moments and starts many at once on a real server, hundreds of times. */
import { parseArgs } from 'node:util'
import { startServer } from '../tests/postgres/server.ts'
import { SERVER_VERSIONS } from '../tests/postgres/binaries.ts'
import { pgbouncerVersion, startPool, type Pool } from '../tests/postgres/faults/pgbouncer.ts'
import {
  after,
  atStatement,
  during,
  harmRound,
  killRound,
  prepareGround,
  terminateBackend,
  togetherRound,
  type Ground,
  type Harm,
  type Moment,
  type Round,
} from '../tests/postgres/faults/rounds.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    together: { type: 'string', default: '50' },
    runners: { type: 'string', default: '20' },
    orders: { type: 'string', default: '40000' },
    version: { type: 'string', default: '18' },
    /** Rounds of kills at the same time. */
    streams: { type: 'string', default: '1' },
    /** All goes through a PgBouncer in transaction mode, and what is killed is a server connection or PgBouncer itself. */
    pgbouncer: { type: 'boolean', default: false },
  },
})

/** Of the kills, every fifth is aimed at a build. */
const AIMED = [
  'CREATE INDEX CONCURRENTLY%',
  '%orders_total_idx%',
  '%orders_status_idx%',
  'CREATE UNIQUE INDEX%',
]

/** Fewer than there are runs, so that they have to share them. */
const SERVER_CONNECTIONS = 5

const version = SERVER_VERSIONS.find(each => String(each) === values.version)
if (version === undefined)
  throw new Error(`no server ${values.version}: ${SERVER_VERSIONS.join(', ')} are at hand`)
if (values.pgbouncer && pgbouncerVersion() === undefined) {
  console.log('skipped: pgbouncer is not installed (Debian: apt-get install pgbouncer)')
  process.exit()
}
const server = await startServer(version)
try {
  await (values.pgbouncer ? pooled() : direct())
} finally {
  await server.stop()
}

async function direct(): Promise<void> {
  await kills(await prepareGround(server, { orders: Number(values.orders) }), Number(values.kills))
  await together(
    await prepareGround(server, { orders: 2000 }),
    Number(values.together),
    Number(values.runners),
  )
}

async function pooled(): Promise<void> {
  const pool = await startPool(server, SERVER_CONNECTIONS)
  try {
    console.log(`${pgbouncerVersion() ?? ''}, transaction mode, ${SERVER_CONNECTIONS} server connections`)
    const through = (database: string) => ({ url: pool.url(database) })
    await losses(
      await prepareGround(server, { orders: Number(values.orders) }, through),
      pool,
      Number(values.kills),
    )
    await together(
      await prepareGround(server, { orders: 2000 }, through),
      Number(values.together),
      Number(values.runners),
    )
  } finally {
    await pool.stop()
  }
}

/** The run behind a loss waits until the lease of the lost one ends; every fourth is one of PgBouncer with all in it. */
async function losses(ground: Ground, pool: Pool, rounds: number): Promise<void> {
  const results: Round[] = []
  for (let number = 0; number < rounds; number++) {
    const isRestart = number % 4 === 3
    const harm: Harm = isRestart ? () => pool.restart() : terminateBackend
    const at = Math.ceil((ground.statements * (number + Math.random())) / rounds)
    const round = await harmRound(ground, [atStatement(at, Math.random() ** 2 * 100)], harm)
    results.push(round)
    tell(
      `${isRestart ? 'PgBouncer restarted' : 'backend ended'} at statement ${at} of ${ground.statements}`,
      round,
    )
  }
  if (rounds > 0) sum('lost connections', results)
}

async function kills(ground: Ground, rounds: number): Promise<void> {
  if (rounds === 0) return
  console.log(
    `PostgreSQL ${version}: undisturbed ${(ground.duration / 1000).toFixed(1)} s, ${ground.statements} statements; ${rounds} kills`,
  )
  const results: Round[] = []
  // In no order, so that a bench that is broken off has seen all of the run.
  const numbers = Array.from({ length: rounds }, (_, number) => ({ number, place: Math.random() })).sort(
    (one, other) => one.place - other.place,
  )
  const stream = async () => {
    for (let next = numbers.pop(); next; next = numbers.pop()) {
      const { number } = next
      const { title, moments } = momentsOf(number, rounds, ground)
      const round = await killRound(ground, moments)
      results.push(round)
      tell(`kill ${number + 1} ${title}`, round)
    }
  }
  await Promise.all(Array.from({ length: Number(values.streams) }, stream))
  sum('rounds of kills', results)
}

/**
 * Spread over the whole run by its statements, since time says little on a busy machine; of ten, one is at any time,
 * two aim at a build, and one is a second kill while the run after the first goes on.
 */
function momentsOf(
  number: number,
  rounds: number,
  { statements, duration }: Ground,
): { title: string; moments: readonly Moment[] } {
  if (number % 5 === 4) {
    const aim = AIMED[Math.floor(number / 5) % AIMED.length] ?? ''
    return { title: `during ${aim}`, moments: [during(aim, Math.random() * 60)] }
  }
  if (number % 10 === 5) {
    const ms = Math.random() * duration
    return { title: `after ${(ms / 1000).toFixed(2)} s`, moments: [after(ms)] }
  }
  const at = Math.ceil((statements * (number + Math.random())) / rounds)
  const title = `at statement ${at} of ${statements}`
  const moment = atStatement(at, Math.random() ** 2 * 100)
  if (number % 10 !== 0) return { title, moments: [moment] }
  return {
    title: `${title} and again`,
    moments: [moment, atStatement(Math.ceil(Math.random() * 12), Math.random() * 50)],
  }
}

async function together(ground: Ground, rounds: number, runners: number): Promise<void> {
  const results: Round[] = []
  for (let number = 1; number <= rounds; number++) {
    const round = await togetherRound(ground, runners)
    results.push(round)
    tell(`${runners} at once, round ${number}`, round)
  }
  sum(`rounds of ${runners} at once`, results)
}

function tell(title: string, { met, problems }: Round): void {
  console.log(
    [`${title}: ${met.join(', then ')}${problems.length === 0 ? '' : ' FAULT'}`, ...problems].join('\n  '),
  )
  if (problems.length > 0) process.exitCode = 1
}

function sum(title: string, rounds: readonly Round[]): void {
  const counts = new Map<string, number>()
  for (const met of rounds.flatMap(round => round.met)) counts.set(met, (counts.get(met) ?? 0) + 1)
  const of = (word: string) =>
    rounds.filter(({ problems }) => problems.some(problem => problem.startsWith(word))).length
  console.log(
    `${rounds.length} ${title}: ${of('lost')} lost, ${of('double')} double, ${of('a repair')} repairs, ${of('a run failed')} failed runs, ${of('other')} other states`,
  )
  for (const [met, count] of [...counts].sort()) console.log(`  ${String(count).padStart(4)} ${met}`)
}
