import { slonik } from '../../../src/frontends/slonik/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(slonik)
