import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/postgres/**', '**/node_modules/**'],
    // PGlite boots in seconds and the machine may be busy: a slow database is not a failing test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // No suite changes what others see: what one loads, and the embedded PostgreSQL, serves all of its worker.
    isolate: false,
  },
})
