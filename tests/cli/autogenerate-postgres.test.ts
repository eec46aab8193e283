/** A model that grows, on an embedded PostgreSQL. */
import { describe } from 'vitest'
import { sharedDatabase } from '../shared-embedded.ts'
import { itGrows } from './growing-model.ts'

describe('a model that grows', () => {
  itGrows(sharedDatabase)
})
