/** What the README shows of a real run. */
import { lintProject } from '../project/lint-project.ts'
import { reporters } from '../reporters/index.ts'
import { ROOT } from './folders.ts'

const SHOP = 'fixtures/projects/shop/services/orders/src/migrations'
const SHOWN = [`${SHOP}/1718200000000-AddDeliveryNote.ts`, `${SHOP}/1718300000000-IndexOrdersByCustomer.ts`]

/** A command and its output, as a fenced block. */
export function readmeOutput(): string {
  const { report } = lintProject({ cwd: ROOT, paths: SHOWN })
  const command = `$ npx migrate-lint ${SHOWN.join(' \\\n    ')}`
  return `\`\`\`text\n${command}\n${reporters.stylish(report, { color: false, width: 100 }).trimEnd()}\n\`\`\``
}
