/** Fingerprints that tell a finding apart from others although lines above it come and go. */
import { createHash } from 'node:crypto'
import type { Finding } from '../lint/finding.ts'
import { textOf } from '../source/span.ts'

const WINDOW = 100
const FACTOR = 37
const HALF = 2 ** 32
const END_OF_FILE = 0xffff

/**
 * The hash that GitHub computes for each line, `hex:count`: the first hundred characters from the start of
 * the line on without blanks and tabs, line breaks read as LF, then an end mark and zeros. GitHub tells alerts
 * apart by it: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#providing-data-to-track-code-scanning-alerts-across-runs
 */
export function lineHashes(text: string): readonly string[] {
  const { characters, starts } = significant(text)
  const seen = new Map<string, number>()
  return starts.map(start => {
    const hash = windowHash(characters, start)
    const count = (seen.get(hash) ?? 0) + 1
    seen.set(hash, count)
    return `${hash}:${count}`
  })
}

/** The polynomial of the window modulo 2^64, in two halves: big integers take ten times as long. */
function windowHash(characters: readonly number[], start: number): string {
  let high = 0
  let low = 0
  for (let i = start; i < start + WINDOW; i++) {
    const sum = low * FACTOR + (characters[i] ?? 0)
    low = sum % HALF
    high = (high * FACTOR + Math.floor(sum / HALF)) % HALF
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0')
}

/** The characters that count, and where the lines begin among them. */
function significant(text: string): { characters: readonly number[]; starts: readonly number[] } {
  const characters: number[] = []
  const starts = [0]
  for (const character of text.replace(/\r\n?/gu, '\n').replace(/[ \t]/gu, '').split('')) {
    characters.push(character.charCodeAt(0))
    if (character === '\n') starts.push(characters.length)
  }
  characters.push(END_OF_FILE)
  return { characters, starts }
}

/** Our own fingerprint: the rule, the file and the words found, however they are spaced. */
export function fingerprintOf(finding: Finding): string {
  const words = textOf(finding.span).replace(/\s+/gu, ' ').trim()
  const parts = [finding.rule, finding.span.file.path, finding.direction, words]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}
