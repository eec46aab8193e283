/** House test 7: the generator, run again, changes nothing. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../src/database/connection.ts'
import { fileAt } from '../src/dev/folders.ts'
import { generatedLists } from '../src/dev/generated-lists.ts'
import { generatedPages } from '../src/dev/generated-pages.ts'
import { replaceGenerated } from '../src/dev/readme-tables.ts'
import { frontends } from '../src/frontends/index.ts'
import { rules } from '../rules/index.ts'
import { sharedEmbedded } from './shared-embedded.ts'

let connection: Connection

beforeAll(async () => {
  connection = await sharedEmbedded()
})

describe('generated files', () => {
  it.each(generatedLists())('%s is as its folders say', (path, text) => {
    expect(fileAt(path)?.text).toBe(text)
  })

  it('the pages of the rules and the tables of the README are as metadata, examples and PostgreSQL say', async () => {
    for (const [path, text] of await generatedPages({ rules, frontends, connection }))
      expect(fileAt(path)?.text, path).toBe(text)
  })
})

describe('a table between markers', () => {
  it('is replaced, and a text without the markers stays as it is', () => {
    const text = 'Rules\n\n<!-- generated:rules -->\nold\n<!-- /generated -->\n\nMore\n'
    const wanted = 'Rules\n\n<!-- generated:rules -->\n\nnew\n\n<!-- /generated -->\n\nMore\n'
    expect(replaceGenerated(text, 'rules', 'new')).toBe(wanted)
    expect(replaceGenerated(wanted, 'rules', 'new')).toBe(wanted)
    expect(replaceGenerated(text, 'frameworks', 'new')).toBe(text)
  })
})
