import { migrateLint } from '../../../src/frontends/migrate-lint/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(migrateLint)
