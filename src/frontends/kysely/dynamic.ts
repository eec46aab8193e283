/** `db.dynamic`: https://kysely-org.github.io/kysely-apidoc/classes/DynamicModule.html */
import { hostValue, unknown } from '../typescript/value-tools.ts'
import type { HostObject } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { aliasOf, plainHost } from './expression-host.ts'
import { aliasedReference, tableNamed } from './names.ts'
import { saidBy, type Kit } from './said.ts'

/** Columns and tables whose names are made by the code. */
export function dynamicModule(kit: Kit): HostObject {
  return {
    name: 'db.dynamic',
    reachesDatabase: false,
    methods: {
      ref: call => {
        const [name] = saidBy(call, kit).args
        return name
          ? hostValue(plainHost(aliasedReference(name)))
          : unknown('unknown call', 'a name is missing')
      },
      table: call => {
        const [name] = saidBy(call, kit).args
        if (!name) return unknown('unknown call', 'a name is missing')
        const table = tableNamed(textOfGiven(name), name.span, 'source')
        return hostValue({
          name: 'db.dynamic.table()',
          reachesDatabase: false,
          methods: { as: chained => aliasOf(table, saidBy(chained, kit).args[0], saidBy(chained, kit)) },
        })
      },
    },
  }
}
