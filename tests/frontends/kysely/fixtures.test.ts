import { kysely } from '../../../src/frontends/kysely/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(kysely)
