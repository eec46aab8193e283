/** What expressions are worth. */
import { describe, expect, it } from 'vitest'
import { evaluateBody, evaluateSource } from './evaluating.ts'

/** The text that an expression gives. */
function text(expression: string, before = ''): string | undefined {
  return evaluateBody(`await db.run(${expression})`, before).texts[0]
}

describe('texts', () => {
  it.each([
    ["'orders'", 'orders'],
    ["'a' + 'b' + 1 + true + null", 'ab1truenull'],
    ['1 + 2 + "x"', '3x'],
    ['`a${1 + 1}b${"c"}`', 'a2bc'],
    ["'it\\'s \\x41\\u0042\\u{1F600}\\n\\101'", "it's AB\u{1F600}\nA"],
    ["'one \\\n line'", 'one  line'],
    ['String.raw`a\\n${1}`', 'a\\n1'],
    ['sql`SELECT ${1}`', 'SELECT 1'],
    ["'  orders '.trim()", 'orders'],
    ["' a '.trimStart() + '|' + ' a '.trimEnd()", 'a | a'],
    ["['a', 'b'].join(', ')", 'a, b'],
    ["['a', null, 'b'].join()", 'a,,b'],
    ["'a-b-c'.replace('-', '_')", 'a_b-c'],
    ["'a-b-c'.replaceAll('-', '_')", 'a_b_c'],
    ["'a-b-c'.replace(/-/g, '')", 'abc'],
    ["'orders'.toUpperCase()", 'ORDERS'],
    ["'ab'.repeat(3)", 'ababab'],
    ["'a;b'.split(';')[1]", 'b'],
    ["'a'.concat('b', 1)", 'ab1'],
    ["'orders'.slice(1, 3) + 'orders'.slice(-2) + 'orders'.substring(0, 2)", 'rdrsor'],
    ["'7'.padStart(3, '0')", '007'],
    ['String(5) + (5).toString()', '55'],
    ['`${["a", "b"]}`', 'a,b'],
    ["'orders'[0] + 'orders'.charAt(1) + 'orders'.length", 'or6'],
    ['`a\r\nb`', 'a\nb'],
  ])('%s gives its text', (expression, expected) => {
    expect(text(expression)).toBe(expected)
  })

  it('keeps a place for what is not known, by the name the code gives it', () => {
    expect(text('`DROP TABLE ${process.env.SCHEMA}.orders`')).toBe('DROP TABLE ${process.env.SCHEMA}.orders')
    expect(text('`${schema}.orders`.toUpperCase()', "import { schema } from './names'")).toBe(
      '${schema}.ORDERS',
    )
  })
})

describe('lists and objects', () => {
  it.each([
    ["[...['a'], 'b'].map(x => x + '!').join('')", 'a!b!'],
    ["['a', 'b', 'c'].filter(x => x !== 'b').join('')", 'ac'],
    ["['b', 'a'].sort().concat('c').reverse().join('')", 'cba'],
    ["[['a'], ['b']].flat().join('')", 'ab'],
    ["['a', 'b'].reduce((sum, x) => sum + x, '>')", '>ab'],
    ["['a', 'b'].find(x => x === 'b')", 'b'],
    ["Object.keys({ a: 1, b: 2 }).join('')", 'ab'],
    ["Object.entries({ a: 1 }).map(([k, v]) => `${k}=${v}`).join('')", 'a=1'],
    ["({ ...{ a: 'x' }, b: 'y' }).a", 'x'],
    ["(({ a = 'z', ...others }) => a + others.b)({ b: 'q' })", 'zq'],
    ["(([first, , third]) => first + third)(['a', 'b', 'c'])", 'ac'],
    ["Array.from({ length: 3 }, (_, i) => i).join('')", '012'],
    ["['a', 'b'].includes('b') ? 'yes' : 'no'", 'yes'],
    ["[1, 2].some(n => n > 1) && [1, 2].every(n => n > 0) ? 'yes' : 'no'", 'yes'],
  ])('%s', (expression, expected) => {
    expect(text(expression)).toBe(expected)
  })
})

describe('names', () => {
  it('follows assignments in their order', () => {
    const { texts } = evaluateBody(`
      let sql = 'a'
      await db.run(sql)
      sql += 'b'
      await db.run(sql)
      sql = 'c'
      const names = []
      names.push(sql, 'd')
      await db.run(names.join('+'))
    `)
    expect(texts).toEqual(['a', 'ab', 'c+d'])
  })

  it('reads enums, constants, static and instance fields, getters and inherited methods', () => {
    const { texts } = evaluateSource(`
      enum Kind { Order = 'orders', Count = 2, Next }
      class Base { prefix = 'p_'; name(x) { return this.prefix + x } }
      class Names extends Base {
        static readonly schema = 'shop'
        constructor(suffix) { super(); this.suffix = suffix }
        get table() { return super.name(Kind.Order) + this.suffix }
      }
      export const up = async db => {
        await db.run(Names.schema + '.' + new Names('_x').table + Kind.Next)
      }
    `)
    expect(texts).toEqual(['shop.p_orders_x3'])
  })

  it('reads CommonJS exports', () => {
    expect(evaluateSource("exports.up = async db => { await db.run('a') }").texts).toEqual(['a'])
    expect(evaluateSource("module.exports = { up: db => db.run('a'), down() {} }").texts).toEqual(['a'])
    expect(
      evaluateSource("exports.up = void 0\nfunction up(db) { return db.run('a') }\nexports.up = up").texts,
    ).toEqual(['a'])
  })

  it('takes defaults and rest parameters, call, apply and bind', () => {
    const { texts } = evaluateBody(
      `await db.run(join('a', 'b', 'c') + join.call(null, 'd') + join.apply(null, ['e', 'f']) + join.bind(null)('g'))`,
      `function join(first, ...rest) { return first + rest.join('') }`,
    )
    expect(texts).toEqual(['abcdefg'])
  })
})
