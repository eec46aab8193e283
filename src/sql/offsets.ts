/** From the parser's units (UTF-8 bytes in trees, code points in errors) to UTF-16 offsets. */

/** Gives the UTF-16 offset for an offset in other units. */
export type OffsetMap = (offset: number) => number

const identity: OffsetMap = offset => offset

const ASCII = /^[\x00-\x7f]*$/u

/** The map for byte offsets into the UTF-8 form of a text. */
export function byteOffsets(text: string): OffsetMap {
  if (ASCII.test(text)) return identity
  const units = new Uint32Array(Buffer.byteLength(text) + 1)
  let byte = 0
  for (let unit = 0; unit < text.length; unit++) {
    const point = text.codePointAt(unit) ?? 0
    const width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    units.fill(unit, byte, byte + width)
    byte += width
    if (point > 0xffff) unit++
  }
  units[byte] = text.length
  return offset => units[Math.min(offset, byte)] ?? text.length
}

/** The UTF-16 offset of a code point. */
export function codePointOffset(text: string, points: number): number {
  let unit = 0
  for (let point = 0; point < points && unit < text.length; point++) {
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1
  }
  return unit
}
