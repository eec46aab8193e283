import { postgresJs } from '../../../src/frontends/postgres-js/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(postgresJs)
