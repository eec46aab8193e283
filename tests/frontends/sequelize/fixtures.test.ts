import { sequelize } from '../../../src/frontends/sequelize/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(sequelize)
