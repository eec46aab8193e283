/** What may be wrong with a target. */

/** The schema that is wanted cannot be told, or cannot be made; the message says where and what to do. */
export class TargetError extends Error {
  override readonly name = 'TargetError'
}
