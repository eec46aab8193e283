/** Files of settings in JSON, with the comments and commas that TypeScript allows in its own. */
import type { ProjectFiles } from '../../project-files.ts'

/** An object of JSON. */
export type Settings = Readonly<Record<string, unknown>>

/** What a file of settings holds; undefined when it is not there, or not an object. */
export function settingsIn(files: ProjectFiles, path: string): Settings | undefined {
  const text = files.read(path)?.text
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(plainJson(text))
    return isSettings(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a value is an object with named parts. */
export function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts in a value: itself, or the elements of a list. */
export function textsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.filter(each => typeof each === 'string')
}

/** Strings stay, comments go, and so do commas before a closing bracket. */
function plainJson(text: string): string {
  const withoutComments = text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//gu, part =>
    part.startsWith('"') ? part : ' ',
  )
  return withoutComments.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/gu, part => (part === ',' ? '' : part))
}
