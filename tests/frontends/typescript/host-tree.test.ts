/** A tree that ESLint has already made reads like one that we parse. */
import { Linter } from 'eslint'
import { parser } from 'typescript-eslint'
import { expect, it } from 'vitest'
import { evaluateModule } from '../../../src/frontends/typescript/evaluate.ts'
import { moduleFromHost, parseModule } from '../../../src/frontends/typescript/module.ts'
import { textOf } from '../../../src/frontends/typescript/arguments.ts'
import { createSourceFile } from '../../../src/source/source-file.ts'
import { textOf as sourceText } from '../../../src/source/span.ts'

it('gives the same values and comments', () => {
  const file = createSourceFile(
    'migration.ts',
    `// first\nconst name: string = 'orders'\nexport const sql = \`DROP TABLE \${name as string}\`!\n/* last */\nexport class Box { static text = sql }`,
  )
  const linter = new Linter()
  linter.verify(file.text, [{ files: ['**/*.ts'], languageOptions: { parser } }], file.path)
  const { ast } = linter.getSourceCode()
  const host = moduleFromHost(file, ast, ast.comments ?? [])
  const own = parseModule(file)
  const read = (module: typeof host) => textOf(evaluateModule(module).exports.get('sql'))
  expect(read(host)).toBe('DROP TABLE orders')
  expect(read(own)).toBe(read(host))
  expect(host.comments.map(({ text, span }) => [text, sourceText(span)])).toEqual([
    [' first', '// first'],
    [' last ', '/* last */'],
  ])
  expect(own.comments.map(({ text }) => text)).toEqual(host.comments.map(({ text }) => text))
})
