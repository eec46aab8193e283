import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/postgres/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each file starts a server of each version.
    maxWorkers: 1,
    globalSetup: ['tests/postgres/share-servers.ts'],
  },
})
