/** The examples of a rule's folder that are code, with what else of the folder they need. */
import { splitExample } from './example.ts'
import { fileAt } from './folders.ts'
import type { CodeExample } from './run-code-example.ts'

/** `bad.knex.ts`, on what `setup.sql` or else `bad.sql` sets up; `application.ts` is what imports of the application give. */
export function codeExample(folder: string, name: string): CodeExample {
  const file = fileAt(`${folder}/${name}`)
  if (!file) throw new Error(`${folder}/${name} is missing`)
  const setup = fileAt(`${folder}/setup.sql`) ?? fileAt(`${folder}/bad.sql`)
  return {
    file,
    setup: setup && splitExample(setup),
    application: fileAt(`${folder}/application.ts`),
    applicationLater: fileAt(`${folder}/application.later.ts`),
  }
}

/** The good example that belongs to one of either side. */
export function goodOf(name: string): string {
  return name.replace(/^bad\./u, 'good.')
}

/** Whether examples of the rule that are code can be run: they need a framework that is at hand. */
export function canRun(name: string): boolean {
  return /\.(?:knex|typeorm)\.ts$/u.test(name)
}
