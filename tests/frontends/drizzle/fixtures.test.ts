import { drizzle } from '../../../src/frontends/drizzle/index.ts'
import { describeFolders } from '../folder-fixtures.ts'

describeFolders(drizzle)
