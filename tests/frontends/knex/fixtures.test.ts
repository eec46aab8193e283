import { knex } from '../../../src/frontends/knex/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(knex)
