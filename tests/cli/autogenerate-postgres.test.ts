/** A model that grows, on an embedded PostgreSQL. */
import { describe } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { itGrows } from './growing-model.ts'

describe('a model that grows', () => {
  itGrows(() => openDatabase('pglite:'))
})
