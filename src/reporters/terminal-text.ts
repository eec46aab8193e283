/** Text as a terminal shows it: how wide it is, where it may wrap, and nothing in it that the terminal would obey. */

/** Made on first use: it takes longer than to load everything else of the reporters. */
let segmenter: Intl.Segmenter | undefined
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{17000}-\u{18AFF}\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]/u
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}{2}|\u20E3/u
const WIDTHLESS = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u

/** Control characters, and those that turn the direction of writing: source text may hold them, a terminal must not get them. */
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** The characters of a text as people count them. */
export function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), each => each.segment)
}

/** How many columns a terminal gives to a character as people count them. */
export function widthOfGrapheme(grapheme: string): number {
  if (WIDTHLESS.test(grapheme)) return 0
  return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1
}

/** How many columns a terminal gives to a text without tabs and line breaks. */
export function widthOf(text: string): number {
  return graphemes(text).reduce((width, each) => width + widthOfGrapheme(each), 0)
}

/** The text with control characters replaced by signs for them, one for one, so that offsets stay. */
export function harmless(text: string): string {
  return text.replace(UNSAFE, character => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD'
  })
}

/** The text in lines of at most `width` columns, broken at spaces; a longer word gets a line of its own, and lines below a number stand below its text. */
export function wrap(text: string, width: number): readonly string[] {
  return harmless(text).split('\n').flatMap(paragraph => wrapParagraph(paragraph, width)) // prettier-ignore
}

const NUMBER = /^\d+\. /u

function wrapParagraph(paragraph: string, width: number): readonly string[] {
  const words = paragraph.trimStart()
  const margin = ' '.repeat(paragraph.length - words.length)
  const hanging = margin + ' '.repeat(NUMBER.exec(words)?.[0].length ?? 0)
  const lines: string[] = []
  let line = ''
  let indent = margin
  for (const word of words.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(indent + longer) > width) {
      lines.push(indent + line)
      indent = hanging
      line = word
    } else line = longer
  }
  return [...lines, indent + line]
}
