/** A `.sql` file as ESLint has it, with what rules for JavaScript ask for, so that they find nothing instead of failing. */
import { TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit'
import { disableDirectives, inlineConfig, configComments } from './sql-directives.ts'
import { LINE_BREAK, type SqlComment, type SqlFile } from './sql-nodes.ts'

interface Types {
  LangOptions: Record<string, unknown>
  RootNode: SqlFile
  SyntaxElementWithLoc: SqlFile | SqlComment
  ConfigNode: SqlComment
}

/** Nobody looks into it. */
const EMPTY_SCOPE = {
  type: 'global',
  set: new Map<string, never>(),
  variables: [],
  references: [],
  through: [],
  childScopes: [],
  implicit: { variables: [], set: new Map<string, never>(), leftToBeResolved: [] },
  upper: null,
  block: null,
}

/** The source of a `.sql` file. */
export class SqlSourceCode extends TextSourceCodeBase<Types> {
  /** The comments, which are no part of what is visited. */
  readonly comments: readonly SqlComment[]

  constructor({ text, ast }: { readonly text: string; readonly ast: SqlFile }) {
    super({ text, ast, lineEndingPattern: LINE_BREAK })
    this.comments = ast.comments
  }

  /** Only comments have one. */
  override getParent(node: SqlFile | SqlComment): SqlFile | undefined {
    return node === this.ast ? undefined : this.ast
  }

  override traverse(): VisitNodeStep[] {
    const step = (phase: 1 | 2) => new VisitNodeStep({ target: this.ast, phase, args: [this.ast, undefined] })
    return [step(1), step(2)]
  }

  getInlineConfigNodes(): SqlComment[] {
    return [...configComments(this.comments)]
  }

  getDisableDirectives(): ReturnType<typeof disableDirectives> {
    return disableDirectives(this.comments)
  }

  applyInlineConfig(): ReturnType<typeof inlineConfig> {
    return inlineConfig(this.comments)
  }

  // What follows is asked for by rules for JavaScript, which ESLint runs on every language where a configuration has
  // no `files`: `js.configs.recommended` as most people write it.
  readonly parserServices = {}
  readonly scopeManager = { scopes: [EMPTY_SCOPE], globalScope: EMPTY_SCOPE, acquire: () => EMPTY_SCOPE }
  readonly tokensAndComments: readonly never[] = []
  readonly visitorKeys = { SqlFile: [] }
  readonly hasBOM = false

  getScope(): typeof EMPTY_SCOPE {
    return EMPTY_SCOPE
  }

  getAllComments(): readonly never[] {
    return NONE
  }

  getTokens(): readonly never[] {
    return NONE
  }

  getTokensBefore(): readonly never[] {
    return NONE
  }

  getTokensAfter(): readonly never[] {
    return NONE
  }

  getTokensBetween(): readonly never[] {
    return NONE
  }

  getFirstTokens(): readonly never[] {
    return NONE
  }

  getLastTokens(): readonly never[] {
    return NONE
  }

  getCommentsBefore(): readonly never[] {
    return NONE
  }

  getCommentsAfter(): readonly never[] {
    return NONE
  }

  getCommentsInside(): readonly never[] {
    return NONE
  }

  getDeclaredVariables(): readonly never[] {
    return NONE
  }

  getFirstToken(): null {
    return null
  }

  getLastToken(): null {
    return null
  }

  getTokenBefore(): null {
    return null
  }

  getTokenAfter(): null {
    return null
  }

  getTokenByRangeStart(): null {
    return null
  }

  getNodeByRangeIndex(): null {
    return null
  }

  commentsExistBetween(): false {
    return false
  }

  isGlobalReference(): false {
    return false
  }

  markVariableAsUsed(): false {
    return false
  }
}

const NONE: readonly never[] = []
