/** A file of JSON as a module. */
import type { ProjectFiles } from '../../project-files.ts'
import { spanOf } from '../../../source/span.ts'
import { valueOfJson } from '../json.ts'
import { UNDEFINED } from '../value-tools.ts'
import { importedValue, type StartedModule } from './imported.ts'
import { missingModule } from './missing.ts'

/** The value that the file holds. */
export function jsonModule(files: ProjectFiles, path: string): StartedModule {
  const file = files.read(path)
  if (!file) return missingModule({ path, why: 'which cannot be read' })
  try {
    const value = valueOfJson(JSON.parse(file.text), spanOf(file, 0, 0))
    const property = (name: string) => {
      const own = value.kind === 'object' ? value.properties.value.get(name) : undefined
      return own ?? (name === 'default' ? value : UNDEFINED)
    }
    return { imported: importedValue(value, property), run: () => undefined }
  } catch {
    return missingModule({ path, why: 'which is no JSON' })
  }
}
