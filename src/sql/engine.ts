/** PostgreSQL's own parser as WebAssembly, loaded synchronously on first use and replaced when it breaks. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** What is used of WebAssembly, whose types come only with those of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => object
}

/** What PostgreSQL says about a text that its grammar refuses. */
export interface GrammarError {
  readonly message: string
  /** In code points from the start of the text. */
  readonly cursor: number
}

/** The tree as JSON text, PostgreSQL's complaint, or the parser's own failure. */
export type RawParse =
  | { readonly kind: 'json'; readonly json: string }
  | { readonly kind: 'refused'; readonly error: GrammarError }
  /** Too large or too deeply nested for the parser's memory or stack. */
  | { readonly kind: 'broken' }

/** The part of the Emscripten module that is used here. */
interface PgModule {
  instantiateWasm(imports: object, receive: (instance: object) => void): object
  _malloc(bytes: number): number
  _free(pointer: number): void
  _wasm_parse_query_raw(query: number): number
  _wasm_free_parse_result(result: number): void
  _wasm_parse_plpgsql(query: number): number
  _wasm_free_string(text: number): void
  lengthBytesUTF8(text: string): number
  stringToUTF8(text: string, pointer: number, bytes: number): void
  UTF8ToString(pointer: number): string
  getValue(pointer: number, type: 'i32'): number
}

type PgModuleFactory = (module: Partial<PgModule>) => Promise<unknown>

let compiled: object | undefined
let current: PgModule | undefined

/** Parses a text with PostgreSQL's grammar. The text holds no NUL, which would end it silently. */
export function parseRaw(text: string): RawParse {
  return guarded(module => {
    const result = withText(module, text, pointer => module._wasm_parse_query_raw(pointer))
    if (result === 0) return { kind: 'broken' }
    const error = module.getValue(result + 8, 'i32')
    const outcome: RawParse = error
      ? { kind: 'refused', error: grammarError(module, error) }
      : { kind: 'json', json: module.UTF8ToString(module.getValue(result, 'i32')) }
    module._wasm_free_parse_result(result)
    return outcome
  })
}

/** Parses the PL/pgSQL bodies of the CREATE FUNCTION, CREATE PROCEDURE and DO statements of a text. */
export function parsePlpgsqlRaw(text: string): RawParse {
  return guarded(module => {
    const result = withText(module, text, pointer => module._wasm_parse_plpgsql(pointer))
    const json = module.UTF8ToString(result)
    if (result) module._wasm_free_string(result)
    if (!json.startsWith('{')) return { kind: 'refused', error: { message: json, cursor: 0 } }
    return { kind: 'json', json }
  })
}

/** PgQueryError: message, function, file, line, cursor (from 1). */
function grammarError(module: PgModule, error: number): GrammarError {
  const cursor = module.getValue(error + 16, 'i32')
  return {
    message: module.UTF8ToString(module.getValue(error, 'i32')),
    cursor: cursor > 0 ? cursor - 1 : 0,
  }
}

function withText(module: PgModule, text: string, run: (pointer: number) => number): number {
  const bytes = module.lengthBytesUTF8(text) + 1
  const pointer = module._malloc(bytes)
  module.stringToUTF8(text, pointer, bytes)
  const result = run(pointer)
  module._free(pointer)
  return result
}

/**
 * An exception here is a stack overflow or exhausted memory. It leaves the instance with a wrong stack pointer,
 * which fails every later parse (https://github.com/pganalyze/libpg_query/pull/366), so a fresh one is made; and
 * Emscripten sets the exit code of the process when it aborts, so that is put back.
 */
function guarded(run: (module: PgModule) => RawParse): RawParse {
  const exitCode = process.exitCode
  try {
    return run((current ??= instantiate()))
  } catch (error) {
    if (current === undefined) throw error
    current = undefined
    process.exitCode = exitCode
    return { kind: 'broken' }
  }
}

/** Emscripten calls `instantiateWasm` before its promise settles, so the object can be used at once. */
function instantiate(): PgModule {
  const require = createRequire(import.meta.url)
  compiled ??= new WebAssembly.Module(readFileSync(require.resolve('libpg-query/wasm/libpg-query.wasm')))
  const wasm = compiled
  const factory = require('libpg-query/wasm/libpg-query.js') as PgModuleFactory
  const module: Partial<PgModule> = {
    instantiateWasm(imports, receive) {
      receive(new WebAssembly.Instance(wasm, imports))
      return {}
    },
  }
  factory(module).catch(() => undefined)
  return module as PgModule
}
