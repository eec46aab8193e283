/** Texts of rules with their placeholders filled. */
import type { Placeholders } from './rule.ts'

/** What stands for an object that the user did not name. */
const UNNAMED = '(unnamed)'

/** Puts the values in; a placeholder that the rule did not give is a mistake in the rule and throws. */
export function fillText(text: string, values: Placeholders): string {
  return text.replace(/\{(\w+)\}/gu, (_, name: string) => {
    if (!(name in values)) throw new Error(`the text "${text}" needs a value for {${name}}`)
    return String(values[name] ?? UNNAMED)
  })
}
