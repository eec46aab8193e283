import { nodePostgres } from '../../../src/frontends/node-postgres/index.ts'
import { describeFixtures } from '../fixtures-suite.ts'

describeFixtures(nodePostgres)
