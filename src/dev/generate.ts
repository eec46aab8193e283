/** Writes every generated file: `npm run generate`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbedded } from '../database/embedded.ts'
import { fileAt, ROOT } from './folders.ts'
import { generatedLists, type GeneratedFile } from './generated-lists.ts'

/** Lists first: the pages need the rules that they name. */
async function generate(): Promise<void> {
  generatedLists().forEach(write)
  const { generatedPages } = await import('./generated-pages.ts')
  const { rules } = await import('../../rules/index.ts')
  const { frontends } = await import('../frontends/index.ts')
  const connection = await openEmbedded()
  try {
    const pages = await generatedPages({ rules, frontends, connection })
    pages.forEach(write)
  } finally {
    await connection.close()
  }
}

function write([path, text]: GeneratedFile): void {
  if (fileAt(path)?.text === text) return
  writeFileSync(join(ROOT, path), text)
  console.log(`wrote ${path}`)
}

void generate()
