/** Puts columns and constraints into the text of a table and takes them out, in the layout that it has. */
import type { ColumnText, ConstraintText, Slot, TableText } from './table-text.ts'

/** The table with something new in the place of a number; blanks are as before its neighbour. */
export function insertSlot(table: TableText, index: number, content: ColumnText | ConstraintText): TableText {
  const { slots } = table
  const made = { content, before: layoutAt(slots, Math.max(0, index - 1)), after: '', behind: '' }
  if (index === slots.length)
    return { ...table, slots: [...slots.slice(0, -1), ...appended(slots.at(-1), made)] }
  if (index > 0) return { ...table, slots: slots.toSpliced(index, 0, made) }
  const [first, ...others] = slots
  if (!first || blanks(first.before) !== first.before) return { ...table, slots: [made, ...slots] }
  const next = { ...first, before: layoutAt(slots, 0) }
  return { ...table, slots: [{ ...made, before: first.before }, next, ...others] }
}

/** The table without the slots that are not wanted. */
export function keepSlots(table: TableText, keep: (slot: Slot) => boolean): TableText {
  const slots = table.slots.filter(keep)
  return { ...table, slots: likeLast(table.slots.at(-1), likeFirst(table.slots[0], slots)) }
}

/** What is first now begins where the first one did. */
function likeFirst(old: Slot | undefined, slots: readonly Slot[]): readonly Slot[] {
  const [first, ...others] = slots
  if (!old || !first || first === old || !isPlain(old) || blanks(first.before) !== first.before) return slots
  return [{ ...first, before: old.before }, ...others]
}

/** What is last now ends where the last one did. */
function likeLast(old: Slot | undefined, slots: readonly Slot[]): readonly Slot[] {
  const last = slots.at(-1)
  if (!old || !last || last === old || last.after !== '' || last.behind.includes('\n')) return slots
  return [...slots.slice(0, -1), { ...last, after: blanks(old.after) }]
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
  if (comment === '')
    return [
      { ...last, after: '' },
      { ...next, after: rest },
    ]
  const before = next.before.replace(/^\n/u, '')
  return [
    { ...last, after: '', behind: comment },
    { ...next, before, after: `\n${rest}` },
  ]
}

/** The blanks before a slot, without its comments; its line may begin behind a comment of the one before. */
function layoutAt(slots: readonly Slot[], index: number): string {
  const before = slots[index]?.before ?? ''
  const indent = /[ \t]*$/u.exec(before)?.[0] ?? ''
  const startsLine = before.includes('\n') || slots[index - 1]?.behind.endsWith('\n') === true
  return startsLine ? `\n${indent}` : ' '
}

function blanks(text: string): string {
  return /^\s*/u.exec(text)?.[0] ?? ''
}
