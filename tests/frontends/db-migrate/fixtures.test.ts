import { dbMigrate } from '../../../src/frontends/db-migrate/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(dbMigrate)
