import { nodePgMigrate } from '../../../src/frontends/node-pg-migrate/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(nodePgMigrate)
