/** Puts columns and constraints into the text of a table and takes them out, in the layout that it has. */
import type { ColumnText, ConstraintText, Slot, TableText } from './table-text.ts'

/** The table with something new in the place of a number; blanks are as before it. */
export function insertSlot(table: TableText, index: number, content: ColumnText | ConstraintText): TableText {
  const { slots } = table
  const before = layoutOf(slots[index - 1] ?? slots[0])
  const behindIt = { content, before, after: '', behind: '' }
  if (index < slots.length) return { ...table, slots: slots.toSpliced(index, 0, behindIt) }
  return { ...table, slots: [...slots.slice(0, -1), ...appended(slots.at(-1), behindIt)] }
}

/** The table without the slots that are not wanted. */
export function keepSlots(table: TableText, keep: (slot: Slot) => boolean): TableText {
  const slots = table.slots.filter(keep)
  const [oldLast, last] = [table.slots.at(-1), slots.at(-1)]
  if (!last || !oldLast || last === oldLast || last.after !== '' || last.behind.includes('\n')) {
    return { ...table, slots }
  }
  return { ...table, slots: [...slots.slice(0, -1), { ...last, after: blanks(oldLast.after) }] }
}

/** The columns in another order: each number is that of a slot. */
export function orderSlots(table: TableText, order: readonly number[]): TableText {
  const { slots } = table
  return {
    ...table,
    slots: slots.map((slot, index) => {
      const moved = slots[order[index] ?? index] ?? slot
      // A comment behind the comma goes with its column, the layout stays.
      return moved === slot ? slot : { ...moved, ...(isPlain(slot) && isPlain(moved) && layout(slot)) }
    }),
  }
}

function layout({ before, after, behind }: Slot): Pick<Slot, 'before' | 'after' | 'behind'> {
  return { before, after, behind }
}

function isPlain({ before, after, behind }: Slot): boolean {
  return blanks(before + after + behind) === before + after + behind
}

/** A comment on the line of what was last so far stays on its line, behind the comma that comes now. */
function appended(last: Slot | undefined, next: Slot): readonly Slot[] {
  if (!last) return [next]
  const [, comment, rest] = /^([ \t]*--[^\n]*\n|)(\s*)$/u.exec(last.after) ?? []
  if (comment === undefined || rest === undefined) return [last, next]
  const before = comment === '' ? next.before : next.before.replace(/^\n/u, '')
  return [
    { ...last, after: '', behind: comment },
    { ...next, before, after: comment === '' ? rest : `\n${rest}` },
  ]
}

/** The blanks before something, without its comments. */
function layoutOf(slot: Slot | undefined): string {
  const before = slot?.before ?? ''
  return before.includes('\n') ? (/\n[ \t]*$/u.exec(before)?.[0] ?? ' ') : ' '
}

function blanks(text: string): string {
  return /^\s*/u.exec(text)?.[0] ?? ''
}
