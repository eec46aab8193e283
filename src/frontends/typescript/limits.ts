/** The end of what is read: a budget that keeps every file finite in time and memory. */

/** The budget is spent. */
export class LimitReached extends Error {}
