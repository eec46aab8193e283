/** ESLint's directives in the comments of a `.sql` file: `-- eslint-disable-next-line rule -- reason` and their like. */
import type { FileProblem, RulesConfig, SourceLocation } from '@eslint/core'
import { ConfigCommentParser, Directive } from '@eslint/plugin-kit'
import type { SqlComment } from './sql-nodes.ts'

const parser = new ConfigCommentParser()

/** Comments that configure ESLint. */
export function configComments(comments: readonly SqlComment[]): readonly SqlComment[] {
  return comments.filter(({ value }) =>
    /^\s*eslint(?:-enable|-disable(?:(?:-next)?-line)?)?(?:\s|$)/u.test(said(value)),
  )
}

/** Editors with the language server of vscode-langservers-extracted write `/** eslint-disable … *\/` in languages that it does not know. */
function said(value: string): string {
  return value.replace(/^\*/u, '')
}

type DirectiveType = 'disable' | 'enable' | 'disable-next-line' | 'disable-line'

const DIRECTIVES: Readonly<Record<string, DirectiveType>> = {
  'eslint-disable': 'disable',
  'eslint-enable': 'enable',
  'eslint-disable-next-line': 'disable-next-line',
  'eslint-disable-line': 'disable-line',
}

/** What disables rules, and what is wrong with it. */
export function disableDirectives(comments: readonly SqlComment[]): {
  directives: Directive[]
  problems: FileProblem[]
} {
  const directives: Directive[] = []
  const problems: FileProblem[] = []
  for (const node of configComments(comments)) {
    const { label = '', value = '', justification = '' } = parser.parseDirective(said(node.value)) ?? {}
    const type = DIRECTIVES[label]
    if (!type) continue
    if (type === 'disable-line' && node.loc.start.line !== node.loc.end.line) {
      const message = `${label} comment should not span multiple lines.`
      problems.push({ ruleId: null, message, loc: node.loc })
    } else directives.push(new Directive({ type, node, value, justification }))
  }
  return { directives, problems }
}

/** Rules that comments set: `/* eslint rule: "off" *\/`. */
export function inlineConfig(comments: readonly SqlComment[]): {
  configs: { config: { rules: RulesConfig }; loc: SourceLocation }[]
  problems: FileProblem[]
} {
  const configs: { config: { rules: RulesConfig }; loc: SourceLocation }[] = []
  const problems: FileProblem[] = []
  for (const { value, loc } of configComments(comments)) {
    const directive = parser.parseDirective(said(value))
    if (directive?.label !== 'eslint') continue
    const parsed = parser.parseJSONLikeConfig(directive.value)
    if (parsed.ok) configs.push({ config: { rules: parsed.config }, loc })
    else problems.push({ ruleId: null, message: parsed.error.message, loc })
  }
  return { configs, problems }
}
