/** Finding and ordering our own migrations, and the seed's examples. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrateLint } from '../../../src/frontends/migrate-lint/index.ts'
import { projectOf } from '../project.ts'

const revision = (id: string, parents: string): string =>
  `export const revision = '${id}'\nexport const downRevision = ${parents}\nexport async function upgrade(op) {}\n`

function neverFound(): never {
  throw new Error('nothing was found')
}

describe('our own migrations', () => {
  it('are ordered by their revisions, not by their file names', () => {
    const files = projectOf({
      'versions/a.ts': revision('merge', "['left', 'right']"),
      'versions/b.ts': revision('right', "'base'"),
      'versions/c.ts': revision('left', "'base'"),
      'versions/d.ts': revision('base', 'null'),
      'versions/helper.ts': 'export const upgrade = 1',
    })
    expect(migrateLint.find(files).map(({ name }) => name)).toEqual(['base', 'right', 'left', 'merge'])
  })

  it('are found even when their revisions form a circle', () => {
    const files = projectOf({ 'a.ts': revision('one', "'two'"), 'b.ts': revision('two', "'one'") })
    expect(migrateLint.find(files).map(({ name }) => name)).toEqual(['one', 'two'])
  })

  it('leave out the text of a comment that is known only at run time', () => {
    const text =
      "export const revision = 'a'\nexport const upgrade = op => op.setTableComment('orders', `by ${process.env.SHOP}`)\n"
    const files = projectOf({ 'versions/a.ts': text })
    const [source] = migrateLint.find(files)
    const { up } = migrateLint.read(source ?? neverFound(), files, {})
    expect(up).toMatchObject([{ kind: 'objectDdl', verb: 'comment', name: { name: 'orders' } }])
    expect(up[0]).not.toHaveProperty('sql')
  })

  it('go by their file where the revision is known only at run time, and say so', () => {
    const text =
      "export const revision = process.env.ID\nexport const upgrade = op => op.dropTable('orders')\n"
    const files = projectOf({ 'versions/0007_carts.ts': text })
    const [source] = migrateLint.find(files)
    expect(source?.name).toBe('0007_carts')
    const { up } = migrateLint.read(source ?? neverFound(), files, {})
    expect(up.map(({ kind }) => kind)).toEqual(['dropTable', 'opaque'])
    expect(up[1]).toMatchObject({ reason: 'run-time value', tables: [] })
  })

  it('are found and reported when already their top level takes too many steps', () => {
    const text = `for (let i = 0; i >= 0; i++) {}\n${revision('endless', 'null')}`
    const files = projectOf({ 'versions/0008_endless.ts': text })
    const [source] = migrateLint.find(files)
    const { up } = migrateLint.read(source ?? neverFound(), files, {})
    expect(up).toMatchObject([{ kind: 'opaque', reason: 'limit' }])
  })

  it('read the examples of the seed without anything opaque', () => {
    const root = resolve(import.meta.dirname, '../../../fixtures/seed')
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path =>
      path.endsWith('.ts'),
    )
    const files = projectOf(
      Object.fromEntries(paths.map(path => [path, readFileSync(join(root, path), 'utf8')])),
    )
    const read = migrateLint.find(files).map(source => migrateLint.read(source, files, {}))
    expect(read).toHaveLength(paths.length)
    const operations = read.flatMap(({ up, down }) => [
      ...up,
      ...(down.kind === 'operations' ? down.operations : []),
    ])
    expect(operations.filter(({ kind, floating }) => kind === 'opaque' || floating !== undefined)).toEqual([])
    expect(operations.length).toBeGreaterThan(20)
  })
})
