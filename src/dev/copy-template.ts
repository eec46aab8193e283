/** Copies a living template into a folder of its own, with its names replaced. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './folders.ts'

/** A template and what in it is to be called otherwise. */
export interface Template {
  /** Folder of the templates, below the root. */
  readonly parent: string
  readonly name: string
  /** Pairs of an old and a new text. */
  readonly replace: readonly (readonly [from: string, to: string])[]
}

/** The name is not fit for a folder, or there is one already. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

/** Makes the folder and gives the paths of its files, below the root. */
export function copyTemplate({ parent, name, replace }: Template, root = ROOT): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(name))
    throw new TemplateError(`"${name}" is no name: lower case words joined by hyphens, such as ${EXAMPLE}`)
  const target = join(root, parent, name)
  if (existsSync(target)) throw new TemplateError(`${parent}/${name} exists`)
  cpSync(join(root, parent, '_template'), target, { recursive: true })
  for (const file of readdirSync(target)) {
    const path = join(target, file)
    const text = replace.reduce((done, [from, to]) => done.replaceAll(from, to), readFileSync(path, 'utf8'))
    writeFileSync(path, text)
  }
  return readdirSync(target)
    .sort()
    .map(file => `${parent}/${name}/${file}`)
}

const EXAMPLE = 'create-index-blocks-writes'

/** Runs a script that was given a name: prints the files made, or what is wrong. */
export function runTemplateScript(make: (name: string) => readonly string[], next: string): void {
  const [, , name = ''] = process.argv
  try {
    make(name).forEach(path => console.log(`made ${path}`))
    console.log(next)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}
