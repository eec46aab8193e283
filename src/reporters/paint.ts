/** Colours for terminals. */
import type { Finding } from '../lint/finding.ts'

const STYLES = {
  error: '31;1',
  warning: '33;1',
  info: '36;1',
  bold: '1',
  dim: '2',
  good: '32;1',
  path: '4',
} as const satisfies Record<Finding['severity'] | 'bold' | 'dim' | 'good' | 'path', string>

export type Style = keyof typeof STYLES

/** Puts a text into a style, or leaves it alone where colours are off. */
export type Paint = (style: Style, text: string) => string

/** The painter for a terminal with or without colours. */
export function painter(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? `\u001B[${STYLES[style]}m${text}\u001B[0m` : text)
}
