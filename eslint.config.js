import js from '@eslint/js'
import tseslint from 'typescript-eslint'

const limits = (file, fn) => ({
  'max-lines': ['error', { max: file, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: fn, skipBlankLines: true, skipComments: true, IIFEs: false }],
})

export default tseslint.config(
  {
    ignores: [
      'dist',
      '**/dist',
      'fixtures',
      'rules/*/bad.*',
      'rules/*/good.*',
      '**/node_modules',
      'coverage',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      'no-console': 'error',
      // Control characters and private-use characters are data here: BOM, NUL, placeholders.
      'no-control-regex': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
    },
  },
  { files: ['src/**/*.ts'], rules: limits(400, 60) },
  {
    files: ['rules/*/rule.ts'],
    rules: {
      ...limits(120, 40),
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.\\./\\.\\./src/lint/rule\\.ts$)',
              message: 'A rule imports src/lint/rule.ts only.',
            },
          ],
        },
      ],
    },
  },
  { files: ['src/cli/**', 'src/dev/**', 'bench/**', 'tests/**', 'bin/**'], rules: { 'no-console': 'off' } },
  { files: ['bin/**', '*.js'], languageOptions: { globals: { process: 'readonly' } } },
  { files: ['src/**/*-table.ts'], rules: { 'max-lines': 'off' } },
)
