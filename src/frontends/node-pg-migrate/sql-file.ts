/** SQL files among the migrations: both directions in one, parted by comments, or one in each. */
import type { Down, Migration } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { MigrationSource, ProjectFiles } from '../frontend.ts'
import { headOf, NOTHING, readChunks, type SqlDirection } from '../sql-sections.ts'
import { sqlText } from '../sql-text.ts'

/** Reads a file of SQL as the runner splits it: https://github.com/salsita/node-pg-migrate/blob/main/src/sqlMigration.ts */
export function readSqlFile(
  source: MigrationSource,
  file: SourceFile,
  files: ProjectFiles,
): Omit<Migration, 'transaction'> {
  const downFile = source.downPath === undefined ? undefined : files.read(source.downPath)
  const starts = { up: startOf(file, 'up'), down: startOf(file, 'down') }
  const up = partOf(file, starts.up, starts.down, true)
  const back = downFile ? wholeOf(downFile) : partOf(file, starts.down, starts.up, false)
  const head = headOf(downFile ?? file)
  const down: Down = back
    ? { kind: 'operations', operations: back.operations, span: head }
    : { kind: 'absent' }
  const readings = [up ?? NOTHING, back ?? NOTHING]
  return {
    framework: source.framework,
    name: source.name,
    file,
    span: headOf(file),
    files: downFile ? [file, downFile] : [file],
    up: up?.operations ?? [],
    down,
    parseErrors: readings.flatMap(({ parseErrors }) => parseErrors),
    comments: readings.flatMap(({ comments }) => comments),
  }
}

function startOf({ text }: SourceFile, direction: 'up' | 'down'): number {
  return text.search(new RegExp(`^\\s*--[\\s-]*${direction}\\s+migration`, 'imu'))
}

/** From its comment to the other one's, if that comes later; without a comment of its own, up is the whole file. */
function partOf(file: SourceFile, start: number, other: number, isUp: boolean): SqlDirection | undefined {
  if (start < 0) return isUp ? wholeOf(file) : undefined
  return chunk(file, start, other > start ? other : file.text.length)
}

function wholeOf(file: SourceFile): SqlDirection {
  return chunk(file, 0, file.text.length)
}

function chunk(file: SourceFile, start: number, end: number): SqlDirection {
  return readChunks([{ text: sqlText(file, start, end), sending: 'together' }])
}
