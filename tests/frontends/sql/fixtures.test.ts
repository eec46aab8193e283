import { sql } from '../../../src/frontends/sql/index.ts'
import { describeFolders } from '../folder-fixtures.ts'

describeFolders(sql)
