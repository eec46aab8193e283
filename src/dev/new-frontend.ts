/** Makes the folder of a new frontend: `npm run new:frontend -- node-pg-migrate`. */
import { copyTemplate, runTemplateScript } from './copy-template.ts'
import { camelCase } from './generated-lists.ts'

runTemplateScript(
  name =>
    copyTemplate({
      parent: 'src/frontends',
      name,
      replace: [
        ['frontend-template', name],
        ['frontendTemplate', camelCase(name)],
        ['Frontend Template', name],
      ],
    }),
  'Write its find and read, then: npm run generate && npx vitest run tests/frontends',
)
