/** The parts of the typescript-estree tree that the evaluator reads; fields that nobody reads are left out. */

/** Any node; `range` counts UTF-16 code units into the file's text. */
export interface Node {
  readonly type: string
  readonly range: readonly [number, number]
}

/** A node of each of the types, so that a table by type sees each alone. */
type Of<Type extends string, Fields = unknown> = Type extends string
  ? Node & { readonly type: Type } & Fields
  : never
type Optional<T> = T | null | undefined

export type Identifier = Of<'Identifier', { readonly name: string; readonly typeAnnotation?: Optional<Node> }>
export type PrivateIdentifier = Of<'PrivateIdentifier', { readonly name: string }>
export type Literal = Of<
  'Literal',
  { readonly value: string | number | boolean | bigint | RegExp | null; readonly raw?: Optional<string> }
>
export type TemplateElement = Of<'TemplateElement'>
export type TemplateLiteral = Of<
  'TemplateLiteral',
  { readonly quasis: readonly TemplateElement[]; readonly expressions: readonly Expression[] }
>
export type TaggedTemplate = Of<
  'TaggedTemplateExpression',
  { readonly tag: Expression; readonly quasi: TemplateLiteral }
>
export type Spread = Of<'SpreadElement', { readonly argument: Expression }>
export type ArrayExpression = Of<
  'ArrayExpression',
  { readonly elements: readonly (Expression | Spread | null)[] }
>
export type Property = Of<
  'Property',
  {
    readonly key: Expression | PrivateIdentifier
    readonly value: Expression
    readonly computed: boolean
    readonly kind: 'init' | 'get' | 'set'
  }
>
export type ObjectExpression = Of<'ObjectExpression', { readonly properties: readonly (Property | Spread)[] }>
interface FunctionFields {
  readonly id?: Optional<Identifier>
  readonly params: readonly Pattern[]
  readonly body: Optional<Block | Expression>
  readonly async: boolean
  readonly generator?: boolean
}
export type ArrowFunction = Of<'ArrowFunctionExpression', FunctionFields>
export type FunctionNode = ArrowFunction | Of<'FunctionExpression' | 'FunctionDeclaration', FunctionFields>
export type Unary = Of<'UnaryExpression', { readonly operator: string; readonly argument: Expression }>
export type Update = Of<
  'UpdateExpression',
  { readonly operator: '++' | '--'; readonly prefix: boolean; readonly argument: Expression }
>
export type Binary = Of<
  'BinaryExpression',
  {
    readonly operator: string
    readonly left: Expression | PrivateIdentifier
    readonly right: Expression
  }
>
export type Logical = Of<
  'LogicalExpression',
  { readonly operator: '&&' | '||' | '??'; readonly left: Expression; readonly right: Expression }
>
export type Assignment = Of<
  'AssignmentExpression',
  { readonly operator: string; readonly left: Pattern | Expression; readonly right: Expression }
>
export type Conditional = Of<
  'ConditionalExpression',
  { readonly test: Expression; readonly consequent: Expression; readonly alternate: Expression }
>
export type Call = Of<
  'CallExpression',
  {
    readonly callee: Expression | Super
    readonly arguments: readonly (Expression | Spread)[]
    readonly optional?: boolean
  }
>
export type New = Of<
  'NewExpression',
  { readonly callee: Expression; readonly arguments: readonly (Expression | Spread)[] }
>
export type Super = Of<'Super'>
export type Member = Of<
  'MemberExpression',
  {
    readonly object: Expression | Super
    readonly property: Expression | PrivateIdentifier
    readonly computed: boolean
    readonly optional?: boolean
  }
>
/** Nodes that only wrap an expression: `a?.b`, `a as T`, `a!`, `a satisfies T`, `<T>a`, `f<T>`. */
export type Wrapper = Of<
  | 'ChainExpression'
  | 'TSAsExpression'
  | 'TSNonNullExpression'
  | 'TSSatisfiesExpression'
  | 'TSTypeAssertion'
  | 'TSInstantiationExpression'
  | 'ParenthesizedExpression',
  { readonly expression: Expression }
>
export type Sequence = Of<'SequenceExpression', { readonly expressions: readonly Expression[] }>
export type Await = Of<'AwaitExpression', { readonly argument: Expression }>
export type Yield = Of<
  'YieldExpression',
  { readonly argument?: Optional<Expression>; readonly delegate?: boolean }
>
export type ImportCall = Of<'ImportExpression', { readonly source: Expression }>

export type Expression =
  | Identifier
  | Literal
  | TemplateLiteral
  | TaggedTemplate
  | Of<'ThisExpression'>
  | Of<'MetaProperty'>
  | ArrayExpression
  | ObjectExpression
  | FunctionNode
  | ClassNode
  | Unary
  | Update
  | Binary
  | Logical
  | Assignment
  | Conditional
  | Call
  | New
  | Member
  | Wrapper
  | Sequence
  | Await
  | Yield
  | ImportCall

export type AssignmentPattern = Of<
  'AssignmentPattern',
  { readonly left: Pattern; readonly right: Expression }
>
export type ArrayPattern = Of<'ArrayPattern', { readonly elements: readonly (Pattern | null)[] }>
export type PatternProperty = Of<
  'Property',
  { readonly key: Expression; readonly value: Pattern; readonly computed: boolean }
>
export type RestElement = Of<'RestElement', { readonly argument: Pattern }>
export type ObjectPattern = Of<
  'ObjectPattern',
  { readonly properties: readonly (PatternProperty | RestElement)[] }
>
export type ParameterProperty = Of<'TSParameterProperty', { readonly parameter: Pattern }>
export type Pattern =
  Identifier | AssignmentPattern | ArrayPattern | ObjectPattern | RestElement | Member | ParameterProperty

export type Method = Of<
  'MethodDefinition' | 'TSAbstractMethodDefinition',
  {
    readonly key: Expression | PrivateIdentifier
    readonly value: FunctionNode
    readonly kind: 'constructor' | 'method' | 'get' | 'set'
    readonly decorators?: readonly Node[]
    readonly computed: boolean
    readonly static: boolean
  }
>
export type Field = Of<
  'PropertyDefinition' | 'TSAbstractPropertyDefinition' | 'AccessorProperty',
  {
    readonly key: Expression | PrivateIdentifier
    readonly value?: Optional<Expression>
    readonly computed: boolean
    readonly static: boolean
  }
>
export type StaticBlock = Of<'StaticBlock', { readonly body: readonly Statement[] }>
export type Heritage = Node & { readonly expression: Expression }
export type ClassNode = Of<
  'ClassDeclaration' | 'ClassExpression',
  {
    readonly id?: Optional<Identifier>
    readonly superClass?: Optional<Expression>
    readonly abstract?: boolean
    readonly implements?: Optional<readonly Heritage[]>
    readonly body: Node & { readonly body: readonly (Method | Field | StaticBlock)[] }
  }
>

export type Block = Of<'BlockStatement', { readonly body: readonly Statement[] }>
export type Declarator = Of<
  'VariableDeclarator',
  { readonly id: Pattern; readonly init?: Optional<Expression> }
>
export type VariableDeclaration = Of<
  'VariableDeclaration',
  { readonly kind: string; readonly declarations: readonly Declarator[] }
>
export type ExpressionStatement = Of<'ExpressionStatement', { readonly expression: Expression }>
export type Return = Of<'ReturnStatement', { readonly argument?: Optional<Expression> }>
export type Throw = Of<'ThrowStatement', { readonly argument: Expression }>
export type If = Of<
  'IfStatement',
  { readonly test: Expression; readonly consequent: Statement; readonly alternate?: Optional<Statement> }
>
export type SwitchCase = Of<
  'SwitchCase',
  { readonly test?: Optional<Expression>; readonly consequent: readonly Statement[] }
>
export type Switch = Of<
  'SwitchStatement',
  { readonly discriminant: Expression; readonly cases: readonly SwitchCase[] }
>
export type For = Of<
  'ForStatement',
  {
    readonly init?: Optional<VariableDeclaration | Expression>
    readonly test?: Optional<Expression>
    readonly update?: Optional<Expression>
    readonly body: Statement
  }
>
export type ForEach = Of<
  'ForOfStatement' | 'ForInStatement',
  {
    readonly left: VariableDeclaration | Pattern
    readonly right: Expression
    readonly body: Statement
    readonly await?: boolean
  }
>
export type While = Of<
  'WhileStatement' | 'DoWhileStatement',
  { readonly test: Expression; readonly body: Statement }
>
export type Try = Of<
  'TryStatement',
  {
    readonly block: Block
    readonly handler?: Optional<Node & { readonly param?: Optional<Pattern>; readonly body: Block }>
    readonly finalizer?: Optional<Block>
  }
>
export type Jump = Of<'BreakStatement' | 'ContinueStatement', { readonly label?: Optional<Identifier> }>
export type Labeled = Of<'LabeledStatement', { readonly label: Identifier; readonly body: Statement }>
export type EnumMember = Node & { readonly id: Expression; readonly initializer?: Optional<Expression> }
export type EnumDeclaration = Of<
  'TSEnumDeclaration',
  {
    readonly id: Identifier
    readonly members?: Optional<readonly EnumMember[]>
    readonly body?: Optional<Node & { readonly members: readonly EnumMember[] }>
  }
>
export type ImportSpecifier = Of<
  'ImportSpecifier' | 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier',
  {
    readonly local: Identifier
    readonly imported?: Optional<Identifier | Literal>
    readonly importKind?: Optional<string>
  }
>
export type ImportDeclaration = Of<
  'ImportDeclaration',
  {
    readonly source: Literal
    readonly specifiers: readonly ImportSpecifier[]
    readonly importKind?: Optional<string>
  }
>
export type ExportSpecifier = Of<
  'ExportSpecifier',
  { readonly local: Identifier | Literal; readonly exported: Identifier | Literal }
>
export type ExportNamed = Of<
  'ExportNamedDeclaration',
  {
    readonly declaration?: Optional<Statement>
    readonly specifiers: readonly ExportSpecifier[]
    readonly source?: Optional<Literal>
  }
>
export type ExportAll = Of<
  'ExportAllDeclaration',
  { readonly exported?: Optional<Identifier | Literal>; readonly source: Literal }
>
export type ExportDefault = Of<
  'ExportDefaultDeclaration',
  { readonly declaration: Expression | FunctionNode | ClassNode }
>
export type ExportAssignment = Of<'TSExportAssignment', { readonly expression: Expression }>
export type ImportEquals = Of<
  'TSImportEqualsDeclaration',
  { readonly id: Identifier; readonly moduleReference: Node & { readonly expression?: Optional<Expression> } }
>

export type Statement =
  | Block
  | VariableDeclaration
  | FunctionNode
  | ClassNode
  | ExpressionStatement
  | Return
  | Throw
  | If
  | Switch
  | For
  | ForEach
  | While
  | Try
  | Jump
  | Labeled
  | EnumDeclaration
  | ImportDeclaration
  | ExportNamed
  | ExportAll
  | ExportDefault
  | ExportAssignment
  | ImportEquals
  | Of<'EmptyStatement'>

export type Program = Of<'Program', { readonly body: readonly Statement[] }>

/** The name that a key spells out: `up`, `'up'`, `#up`; undefined for a computed one. */
export function keyName(key: Expression | PrivateIdentifier, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'Identifier') return computed ? undefined : key.name
  return key.type === 'Literal' ? String(key.value) : undefined
}

const WRAPPERS: ReadonlySet<string> = new Set<Wrapper['type']>([
  'ChainExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
])

/** The expression without the wrappers that change nothing at run time. */
export function unwrap(node: Expression): Expression {
  let inner = node
  while (isWrapper(inner)) inner = inner.expression
  return inner
}

/** Whether a node only wraps an expression. */
export function isWrapper(node: Expression): node is Wrapper {
  return WRAPPERS.has(node.type)
}
