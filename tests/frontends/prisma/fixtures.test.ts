import { prisma } from '../../../src/frontends/prisma/index.ts'
import { describeFolders } from '../folder-fixtures.ts'

describeFolders(prisma)
