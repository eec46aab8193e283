import { mikroOrm } from '../../../src/frontends/mikro-orm/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(mikroOrm)
