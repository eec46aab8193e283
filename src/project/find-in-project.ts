/** From paths to the migrations of a project, found and not yet read. */
import { resolve } from 'node:path'
import type { Frontend } from '../frontends/frontend.ts'
import type { CodeSettings } from '../frontends/project-files.ts'
import { frontends as allFrontends } from '../frontends/index.ts'
import { parseModule } from '../frontends/typescript/module.ts'
import { createSourceFile } from '../source/source-file.ts'
import type { Config } from './config.ts'
import { discover, type Discovered } from './discover.ts'
import { findMigrations, type History } from './find-migrations.ts'
import { sinceGit, type Since } from './since.ts'
import { readStartingSchemas, type StartingSchema } from './starting-schema.ts'

/** Where to look. */
export interface ProjectOptions {
  /** Where relative paths begin; absolute. */
  readonly cwd: string
  /** Folders, files or patterns; empty means `cwd`. */
  readonly paths?: readonly string[] | undefined
  readonly config?: Config | undefined
  /** Folder of the configuration file, to which its patterns are relative; `cwd` by default. */
  readonly configFolder?: string | undefined
  /** A text that stands for a file. */
  readonly stdin?: { readonly path: string; readonly text: string } | undefined
  /** Texts that stand for files, by path relative to the root: what fixes made of them. */
  readonly texts?: ReadonlyMap<string, string> | undefined
  /** What the files were at the ref that `config.since` names; git is asked by default. */
  readonly since?: ((root: string, ref: string) => Since) | undefined
}

/** What a project holds. */
export interface FoundProject {
  readonly discovered: Discovered
  readonly frontends: readonly Frontend[]
  readonly histories: readonly History[]
  readonly since: Since | undefined
  readonly starts: readonly StartingSchema[]
  /** Files that were named and are no migrations, folders that could not be listed. */
  readonly notes: readonly string[]
}

/** Looks through the files; throws a ConfigError for paths that are not there. */
export function findInProject(options: ProjectOptions): FoundProject {
  const { cwd, paths = [], config = {}, stdin } = options
  const frontends = frontendsOf(config)
  const configFolder = resolve(options.configFolder ?? cwd)
  const starts = readStartingSchemas({ config, configFolder, cwd: resolve(cwd) })
  const here = discover({
    cwd: resolve(cwd),
    paths,
    configFolder: options.configFolder,
    include: config.include,
    exclude: config.exclude,
    stdin,
    texts: options.texts,
    code: codeSettings(config),
    without: starts.map(({ path }) => path),
  })
  const since = config.since === undefined ? undefined : (options.since ?? sinceGit)(here.root, config.since)
  const discovered = since ? merged(here, since) : here
  const histories = findMigrations(frontends, discovered.files)
  const notes = [...notesOf(discovered, histories), ...starts.flatMap(({ note }) => note ?? [])]
  return { discovered, frontends, histories, since, starts, notes }
}

/** What the configuration tells the frontends about code. */
export function codeSettings({ sqlLoaders, helpers }: Config): CodeSettings {
  return { sqlLoaders, helpers }
}

/** The frontends that the configuration leaves. */
export function frontendsOf({ frameworks }: Config): readonly Frontend[] {
  return frameworks ? allFrontends.filter(({ name }) => frameworks.includes(name)) : allFrontends
}

/** The project as it will be once it is merged: with what others have brought to the ref meanwhile. */
function merged(here: Discovered, since: Since): Discovered {
  const present = new Set(here.files.paths)
  const added = since.paths.filter(path => !present.has(path) && here.isWanted(path))
  const files = new Map(
    added.flatMap(path => {
      const [text] = since.textsOf(path, undefined)
      return text === undefined ? [] : [[path, createSourceFile(path, text)] as const]
    }),
  )
  const modules = new Map([...files].map(([path, file]) => [path, lazily(() => parseModule(file))]))
  return {
    ...here,
    files: {
      ...here.files,
      paths: [...here.files.paths, ...files.keys()].sort(),
      read: path => files.get(path) ?? here.files.read(path),
      module: path => modules.get(path)?.() ?? here.files.module(path),
    },
    isWanted: path => !files.has(path) && here.isWanted(path),
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

function notesOf({ files, problems }: Discovered, histories: readonly History[]): readonly string[] {
  const known = new Set(histories.flatMap(({ sources }) => sources.flatMap(({ paths }) => paths)))
  const strangers = (files.named ?? []).filter(path => !known.has(path) && !files.problems.has(path))
  return [
    ...strangers.map(
      path => `${path} is not a migration of any framework that is known, so it was not read.`,
    ),
    ...[...problems].map(([path, reason]) => `The folder ${path || '.'} cannot be listed: ${reason}.`),
  ]
}
