/** The tree of a PL/pgSQL body, as far as it is read. */
import { parsePlpgsqlRaw } from '../engine.ts'

/** An SQL text inside the body, as written apart from INTO and PERFORM. */
export interface PlExpr {
  readonly PLpgSQL_expr: { readonly query: string }
}

/** A block with its own EXCEPTION section or without. */
export interface PlBlock {
  readonly body?: readonly PlStatement[]
  readonly exceptions?: {
    readonly PLpgSQL_exception_block: {
      readonly exc_list?: readonly {
        readonly PLpgSQL_exception: { readonly action?: readonly PlStatement[] }
      }[]
    }
  }
}

interface PlIf {
  readonly cond: PlExpr
  readonly then_body?: readonly PlStatement[]
  readonly elsif_list?: readonly {
    readonly PLpgSQL_if_elsif: { readonly cond: PlExpr; readonly stmts?: readonly PlStatement[] }
  }[]
  readonly else_body?: readonly PlStatement[]
}

interface PlCase {
  readonly t_expr?: PlExpr
  readonly case_when_list?: readonly {
    readonly PLpgSQL_case_when: { readonly expr: PlExpr; readonly stmts?: readonly PlStatement[] }
  }[]
  readonly else_stmts?: readonly PlStatement[]
}

interface PlLoop {
  readonly cond?: PlExpr
  readonly query?: PlExpr
  readonly expr?: PlExpr
  readonly body?: readonly PlStatement[]
}

interface PlRaise {
  readonly elog_level?: number
  readonly message?: string
}

/** Statements by the names of the tree; those not named here change nothing. */
export interface PlBodies {
  readonly PLpgSQL_stmt_block: PlBlock
  readonly PLpgSQL_stmt_if: PlIf
  readonly PLpgSQL_stmt_case: PlCase
  readonly PLpgSQL_stmt_loop: PlLoop
  readonly PLpgSQL_stmt_while: PlLoop
  readonly PLpgSQL_stmt_fori: PlLoop
  readonly PLpgSQL_stmt_fors: PlLoop
  readonly PLpgSQL_stmt_forc: PlLoop
  readonly PLpgSQL_stmt_dynfors: PlLoop
  readonly PLpgSQL_stmt_foreach_a: PlLoop
  readonly PLpgSQL_stmt_execsql: { readonly sqlstmt: PlExpr }
  readonly PLpgSQL_stmt_dynexecute: { readonly query: PlExpr; readonly into?: boolean }
  readonly PLpgSQL_stmt_perform: { readonly expr: PlExpr }
  readonly PLpgSQL_stmt_call: { readonly expr: PlExpr }
  readonly PLpgSQL_stmt_assign: { readonly expr: PlExpr }
  readonly PLpgSQL_stmt_assert: { readonly cond: PlExpr; readonly message?: PlExpr }
  readonly PLpgSQL_stmt_raise: PlRaise
  readonly PLpgSQL_stmt_commit: object
  readonly PLpgSQL_stmt_rollback: object
}

export type PlStatement = Partial<PlBodies>

interface PlResult {
  readonly plpgsql_funcs?: readonly {
    readonly PLpgSQL_function?: { readonly action?: { readonly PLpgSQL_stmt_block?: PlBlock } }
  }[]
}

/** The body of the one DO or CREATE FUNCTION statement of a text, or what is wrong with it. */
export function parsePlpgsql(
  statement: string,
):
  | { readonly kind: 'block'; readonly block: PlBlock }
  | { readonly kind: 'refused' | 'limit'; readonly message: string } {
  const raw = parsePlpgsqlRaw(statement)
  if (raw.kind === 'broken')
    return { kind: 'limit', message: 'The body is too large or too deeply nested to be read.' }
  if (raw.kind === 'refused') return { kind: 'refused', message: raw.error.message }
  const result = JSON.parse(raw.json) as PlResult
  return {
    kind: 'block',
    block: result.plpgsql_funcs?.[0]?.PLpgSQL_function?.action?.PLpgSQL_stmt_block ?? {},
  }
}
