/** What an import gives, each part of it evaluated when the code asks for it. */
import type { SourceFile } from '../../../source/source-file.ts'
import type { ProjectFiles } from '../../project-files.ts'
import type { Module } from '../module.ts'
import type { Value, Varying } from '../values.ts'

/** A module as the code that imports it sees it. */
export interface Imported {
  /** What `require` gives: `module.exports`, or an object of all exports. */
  readonly whole: () => Value
  /** What `import *` and `import()` give. */
  readonly namespace: () => Value
  /** An export by name; unknown, because …, where there is none. */
  readonly get: (name: string) => Value
  /** An export by name; undefined where there is none. */
  readonly find: (name: string) => Value | undefined
  readonly names: () => readonly string[]
  /** Values in its texts that are others each time, by the source that stands for them. */
  readonly origins?: ReadonlyMap<string, Varying> | undefined
  /** Files whose texts its top level has read. */
  readonly filesRead?: ReadonlySet<SourceFile> | undefined
}

/** A module whose top level is about to run. */
export interface StartedModule {
  readonly imported: Imported
  readonly run: () => void
}

/** The modules of a project. */
export interface ModuleLoader {
  /** What a name in an import of a file means. */
  imported(specifier: string, from: string): Imported
  readonly files: ProjectFiles
  readonly reading: Reading
}

/** Where it is noted which files the code reads that runs now. */
export interface Reading {
  files: Set<SourceFile>
}

/** What a frontend knows of modules that are no files of the project. */
export type KnownImports = (specifier: string) => Value | undefined

/** Begins with a module, whose own imports come from the loader. */
export type StartModule = (module: Module, loader: ModuleLoader, imports: KnownImports) => StartedModule

/** A module of which one value is known, such as that of a framework or a file of JSON. */
export function importedValue(value: Value, property: (name: string) => Value): Imported {
  return { whole: () => value, namespace: () => value, get: property, find: property, names: () => [] }
}
