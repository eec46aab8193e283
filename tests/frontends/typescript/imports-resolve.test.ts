/** Which file of the project an import means. */
import { describe, expect, it } from 'vitest'
import { resolverOf } from '../../../src/frontends/typescript/imports/resolve.ts'
import { projectOf } from '../project.ts'

const FROM = 'apps/shop/src/migrations/001_orders.ts'

const json = (value: unknown): string => JSON.stringify(value)

/** The files besides the migration, the name in the import, and the file that it means. */
const CASES: readonly (readonly [
  files: Readonly<Record<string, string>>,
  specifier: string,
  found: string | undefined,
])[] = [
  [{ 'apps/shop/src/migrations/names.ts': '' }, './names', 'apps/shop/src/migrations/names.ts'],
  [{ 'apps/shop/src/names.ts': '' }, '../names', 'apps/shop/src/names.ts'],
  [{ 'apps/shop/src/names.ts': '' }, '../names.js', 'apps/shop/src/names.ts'],
  [{ 'apps/shop/src/names.ts': '', 'apps/shop/src/names.js': '' }, '../names.js', 'apps/shop/src/names.js'],
  [{ 'apps/shop/src/names.mts': '' }, '../names.mjs', 'apps/shop/src/names.mts'],
  [{ 'apps/shop/src/names.cts': '' }, '../names.cjs', 'apps/shop/src/names.cts'],
  [{ 'apps/shop/src/names.tsx': '' }, '../names', 'apps/shop/src/names.tsx'],
  [{ 'apps/shop/src/names.json': '{}' }, '../names.json', 'apps/shop/src/names.json'],
  [{ 'apps/shop/src/names/index.ts': '' }, '../names', 'apps/shop/src/names/index.ts'],
  [{ 'apps/shop/src/index.ts': '' }, '..', 'apps/shop/src/index.ts'],
  [{ 'apps/shop/src/migrations/index.js': '' }, '.', 'apps/shop/src/migrations/index.js'],
  [
    { 'apps/shop/src/names.ts': '', 'apps/shop/src/names/index.ts': '' },
    '../names',
    'apps/shop/src/names.ts',
  ],
  [{ 'apps/shop/src/names.v2.ts': '' }, '../names.v2', 'apps/shop/src/names.v2.ts'],
  [{ 'apps/shop/src/names.d.ts': '' }, '../names', undefined],
  [
    { 'apps/shop/src/lib/package.json': json({ main: 'names.js' }), 'apps/shop/src/lib/names.ts': '' },
    '../lib',
    'apps/shop/src/lib/names.ts',
  ],
  [{}, '../names', undefined],
  [{ 'names.ts': '' }, '../../../../names', 'names.ts'],
  [{ '../names.ts': '' }, '../../../../../names', '../names.ts'],
  // The settings of TypeScript.
  [
    {
      'apps/shop/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'apps/shop/src/names.ts': '',
    },
    '@/names',
    'apps/shop/src/names.ts',
  ],
  [
    {
      'apps/shop/tsconfig.json': `{ /* paths */ "compilerOptions": { "baseUrl": "src", "paths": { "~/*": ["*"], }, }, // end\n}`,
      'apps/shop/src/names.ts': '',
    },
    '~/names',
    'apps/shop/src/names.ts',
  ],
  [
    {
      'apps/shop/tsconfig.json': json({ compilerOptions: { baseUrl: './src' } }),
      'apps/shop/src/names.ts': '',
    },
    'names',
    'apps/shop/src/names.ts',
  ],
  [
    {
      'apps/shop/tsconfig.json': json({ compilerOptions: { paths: { names: ['./src/names.ts'] } } }),
      'apps/shop/src/names.ts': '',
    },
    'names',
    'apps/shop/src/names.ts',
  ],
  [
    {
      'apps/shop/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./gone/*', './src/*'] } } }),
      'apps/shop/src/names.ts': '',
    },
    '@/names',
    'apps/shop/src/names.ts',
  ],
  [
    {
      'apps/shop/tsconfig.json': json({
        compilerOptions: { paths: { '*': ['./all/*'], '@a/*': ['./a/*'], '@a/b/*': ['./b/*'] } },
      }),
      'apps/shop/a/b/x.ts': '',
      'apps/shop/b/x.ts': '',
    },
    '@a/b/x',
    'apps/shop/b/x.ts',
  ],
  [
    {
      'apps/shop/tsconfig.json': json({ extends: '../../tsconfig.base.json' }),
      'tsconfig.base.json': json({ compilerOptions: { paths: { '@shop/names': ['libs/names.ts'] } } }),
      'libs/names.ts': '',
    },
    '@shop/names',
    'libs/names.ts',
  ],
  [
    {
      'apps/shop/tsconfig.json': json({ extends: ['./a', './b.json'] }),
      'apps/shop/a.json': json({ compilerOptions: { paths: { n: ['./a.ts'] } } }),
      'apps/shop/b.json': json({ compilerOptions: { paths: { n: ['./b.ts'] } } }),
      'apps/shop/a.ts': '',
      'apps/shop/b.ts': '',
    },
    'n',
    'apps/shop/b.ts',
  ],
  [{ 'apps/shop/tsconfig.json': json({ extends: './tsconfig.json' }) }, 'n', undefined],
  [
    {
      'apps/shop/jsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'apps/shop/src/names.js': '',
    },
    '@/names',
    'apps/shop/src/names.js',
  ],
  [
    {
      'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./apps/shop/src/*'] } } }),
      'apps/shop/src/names.ts': '',
    },
    '@/names',
    'apps/shop/src/names.ts',
  ],
  [{ 'apps/shop/tsconfig.json': 'no json' }, '@/names', undefined],
  // Aliases of the package.
  [
    {
      'apps/shop/package.json': json({ imports: { '#names': './src/names.js' } }),
      'apps/shop/src/names.ts': '',
    },
    '#names',
    'apps/shop/src/names.ts',
  ],
  [
    {
      'apps/shop/package.json': json({
        imports: { '#lib/*': { types: './dist/*.d.ts', default: './dist/*.js' } },
      }),
      'apps/shop/src/names.ts': '',
    },
    '#lib/names',
    'apps/shop/src/names.ts',
  ],
  [
    {
      'apps/shop/package.json': json({ name: 'shop', exports: { './names': './src/names.ts' } }),
      'apps/shop/src/names.ts': '',
    },
    'shop/names',
    'apps/shop/src/names.ts',
  ],
  // Packages of the workspace.
  ...[
    { 'package.json': json({ workspaces: ['libs/*'] }) },
    { 'package.json': json({ workspaces: { packages: ['libs/*'] } }) },
    { 'package.json': json({ workspaces: ['./libs/**'] }) },
    { 'package.json': json({ workspaces: ['libs/names'] }) },
    { 'pnpm-workspace.yaml': `packages:\n  - 'libs/*'\n  - "apps/*"\n` },
    { 'pnpm-workspace.yaml': `catalog:\n  knex: 3\npackages:\n# all\n- libs/*\n` },
    { 'lerna.json': json({ packages: ['libs/*'] }) },
  ].flatMap(root =>
    [
      [{}, 'src/index.ts'],
      [{ main: 'dist/index.js' }, 'src/index.ts'],
      [{ main: './lib/index.js', types: './lib/index.d.ts' }, 'src/index.ts'],
      [{ source: 'code/main.ts', main: 'dist/main.js' }, 'code/main.ts'],
      [{ exports: './dist/index.js' }, 'src/index.ts'],
      [
        { exports: { '.': { import: { types: './dist/esm/a.d.ts', default: './dist/esm/a.js' } } } },
        'src/a.ts',
      ],
      [{ main: 'index.ts' }, 'index.ts'],
    ].map(([fields, entry]) => {
      const files = {
        ...root,
        'libs/names/package.json': json({ name: '@shop/names', ...(fields as object) }),
        [`libs/names/${String(entry)}`]: '',
      }
      return [files, '@shop/names', `libs/names/${String(entry)}`] as const
    }),
  ),
  [
    {
      'package.json': json({ workspaces: ['libs/*'] }),
      'libs/n/package.json': json({ name: 'n' }),
      'libs/n/src/audit.ts': '',
    },
    'n/lib/audit',
    'libs/n/src/audit.ts',
  ],
  [
    {
      'package.json': json({ workspaces: ['libs/*'] }),
      'libs/n/package.json': json({ name: 'n', exports: { './*': './dist/*.js' } }),
      'libs/n/src/audit.ts': '',
    },
    'n/audit',
    'libs/n/src/audit.ts',
  ],
  [
    {
      'package.json': json({ workspaces: ['libs/*'] }),
      'libs/n/package.json': json({ name: 'n', main: 'build/x.js' }),
      'libs/n/tsconfig.json': json({ compilerOptions: { outDir: 'build', rootDir: 'code' } }),
      'libs/n/code/x.ts': '',
    },
    'n',
    'libs/n/code/x.ts',
  ],
  [
    {
      'package.json': json({ workspaces: ['libs/*', '!libs/n'] }),
      'libs/n/package.json': json({ name: 'n' }),
      'libs/n/index.ts': '',
    },
    'n',
    undefined,
  ],
  [{ 'node_modules/n/index.js': '', 'node_modules/n/package.json': json({ name: 'n' }) }, 'n', undefined],
  [{ 'apps/shop/node_modules/n/index.js': '' }, '../../node_modules/n', undefined],
]

describe('an import', () => {
  CASES.forEach(([files, specifier, found], i) => {
    it(`${i}: ${specifier} means ${found ?? 'no file'} among ${Object.keys(files).join(', ')}`, () => {
      const resolve = resolverOf(projectOf({ ...files, [FROM]: '' }))
      expect(resolve(specifier, FROM)).toEqual(
        found === undefined ? { missing: expect.any(String) } : { path: found },
      )
    })
  })

  it('says which file was looked for in vain', () => {
    const resolve = resolverOf(projectOf({}))
    expect(resolve('../names', FROM)).toEqual({
      missing: 'the file apps/shop/src/names, which is not among the files of the project',
    })
    expect(resolve('@shop/names/audit', FROM)).toEqual({
      missing: 'the package @shop/names, which is not followed',
    })
  })

  it('finds the settings above the linted folder, and each file under one name', () => {
    const files = projectOf({
      '../../package.json': json({ workspaces: ['libs/*', 'apps/*'] }),
      '../../libs/names/package.json': json({ name: 'names' }),
      '../../libs/names/index.ts': '',
      'package.json': json({ name: 'shop' }),
      'index.ts': '',
    })
    const inProject = {
      ...files,
      above: ['apps', 'shop'],
      folders: (path: string) => (path === '../../libs' ? ['names'] : path === '../../apps' ? ['shop'] : []),
      read: (path: string) => files.read(path.replace(/^(?:\.\.\/\.\.\/apps|\.\.)\/shop\//u, '')),
    }
    const resolve = resolverOf(inProject)
    expect(resolve('names', '001_orders.ts')).toEqual({ path: '../../libs/names/index.ts' })
    expect(resolve('shop', '001_orders.ts')).toEqual({ path: 'index.ts' })
    expect(resolve('../shop/index', '001_orders.ts')).toEqual({ path: 'index.ts' })
  })

  it('asks for each file once, however many migrations import it', () => {
    let reads = 0
    const files = projectOf({
      'src/names.ts': '',
      'tsconfig.json': json({ compilerOptions: { baseUrl: '.' } }),
    })
    const resolve = resolverOf({ ...files, read: path => (reads++, files.read(path)) })
    resolve('src/names', 'src/migrations/0.ts')
    const once = reads
    for (let i = 1; i < 2000; i++) resolve('src/names', `src/migrations/${i}.ts`)
    expect(reads).toBe(once)
  })
})
