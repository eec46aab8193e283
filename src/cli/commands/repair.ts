/** `migrate-lint repair`: accepts files that were changed after they were applied. */
import { createRunner } from '../../runner/create-runner.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { environmentsOf, type EnvironmentFlags } from '../runner/environments.ts'

export interface RepairFlags extends EnvironmentFlags, JsonFlags {}

/** Takes the files as they are now for what was applied. */
export async function repair(flags: RepairFlags, io: Io): Promise<number> {
  for (const { name, options } of await environmentsOf(flags, io)) {
    const accepted = await createRunner(options).repair()
    if (wantsJson(flags)) io.out(jsonText({ ...(name !== undefined && { database: name }), accepted }))
    else if (accepted.length === 0) io.out('No applied file has changed.\n')
    else for (const id of accepted) io.out(`${id} is accepted as its file is now.\n`)
  }
  return EXIT.clean
}

/** `migrate-lint verify-checksums`: the same question without the repair. */
export async function verifyChecksums(flags: RepairFlags, io: Io): Promise<number> {
  let isFine = true
  for (const { options } of await environmentsOf(flags, io)) {
    const { changed, unchecked } = await createRunner(options).status()
    isFine &&= changed.length === 0
    if (wantsJson(flags))
      io.out(jsonText({ changed: changed.map(({ id, path }) => ({ revision: id, path })), unchecked }))
    else {
      for (const { id, path } of changed) io.out(`${id}  ${path} was changed after it was applied\n`)
      if (unchecked.length > 0)
        io.err(`note: Applied without a checksum, by Alembic or by hand: ${unchecked.join(', ')}.\n`)
      if (changed.length === 0) io.out('No applied file has changed.\n')
    }
  }
  return isFine ? EXIT.clean : EXIT.findings
}
