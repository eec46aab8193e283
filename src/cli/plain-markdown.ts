/** A generated page as text for a terminal. */
import { wrap } from '../reporters/terminal-text.ts'

/** Headings in capitals, code indented, paragraphs wrapped; knows only what the generator writes. */
export function plainMarkdown(markdown: string, width: number): string {
  const lines: string[] = []
  let inCode = false
  for (const line of markdown.replace(NOT_FOR_TERMINALS, '').split('\n')) {
    if (line.startsWith('```')) inCode = !inCode
    else if (inCode) lines.push(`    ${line}`.trimEnd())
    else lines.push(...wrap(plainLine(line), width))
  }
  return `${lines
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()}\n`
}

/** Comments, and links to files that lie beside the page. */
const NOT_FOR_TERMINALS = /<!--[\s\S]*?-->\n*|^## More\n[\s\S]*?(?=^## )/gmu

function plainLine(line: string): string {
  const heading = /^#{2,} (.*)$/u.exec(line)
  if (heading) return (heading[1] ?? '').toUpperCase()
  return line
    .replace(/^# /u, '')
    .replace(/\*\*(.+?)\*\*/gu, '$1')
    .replace(/(?<![\w*])\*(\w+)\*(?![\w*])/gu, '<$1>')
    .replace(/<(https?:[^>]+)>/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('`', '')
}
