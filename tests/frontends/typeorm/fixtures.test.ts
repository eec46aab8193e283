import { typeorm } from '../../../src/frontends/typeorm/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(typeorm)
