/** Makes the folder of a new rule: `npm run new:rule -- truncate-loses-data`. */
import { copyTemplate, runTemplateScript } from './copy-template.ts'

runTemplateScript(
  name => copyTemplate({ parent: 'rules', name, replace: [['rule-template', name]] }),
  'Write its rule.ts, bad.sql, good.sql and cases.md, then: npm run generate && npx vitest run tests/rules.test.ts',
)
