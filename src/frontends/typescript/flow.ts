/** Under which conditions the code that is being read runs. */
import type { Flow } from '../../model/operation-base.ts'

/** What `return`, `break`, `continue` and, inside of a `try`, `throw` leave. */
export type Barrier = 'function' | 'loop' | 'iteration' | 'try'

interface Context {
  readonly flow?: Flow | undefined
  readonly barrier?: Barrier | undefined
  readonly label?: string | undefined
  /** Set when the rest may be left out, because one side of a condition left early. */
  exit?: Flow | undefined
}

const STRENGTH: Readonly<Record<Flow, number>> = { guarded: 1, repeated: 2, conditional: 3 }

/** The stronger of two doubts. */
export function strongerFlow(left: Flow | undefined, right: Flow | undefined): Flow | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return STRENGTH[left] >= STRENGTH[right] ? left : right
}

/** The conditions around the code that is being read, from the outside in. */
export class FlowStack {
  private readonly contexts: Context[] = []

  /** The strongest doubt that holds now; undefined when the code always runs. */
  current(): Flow | undefined {
    let flow: Flow | undefined
    for (const context of this.contexts) {
      flow = strongerFlow(strongerFlow(flow, context.flow), context.exit)
    }
    return flow
  }

  /** Runs work under a condition. */
  within<T>(flow: Flow | undefined, work: () => T): T {
    return this.run({ flow }, work)
  }

  /** Runs work that can be left early. */
  bounded<T>(barrier: Barrier, work: () => T): T {
    return this.run({ barrier }, work)
  }

  /** Runs a statement that a jump can name. */
  labelled<T>(label: string, work: () => T): T {
    return this.run({ label }, work)
  }

  /** From here to the end of the nearest function, loop, iteration or labelled statement the code may be left out. */
  mayLeave(barrier: Barrier, flow: Flow, label?: string): void {
    for (let i = this.contexts.length - 1; i >= 0; i--) {
      const context = this.contexts[i]
      if (!context || (label === undefined ? context.barrier !== barrier : context.label !== label)) continue
      context.exit = strongerFlow(context.exit, flow)
      return
    }
  }

  /** Whether everything since the nearest barrier of a kind began certainly runs. */
  isSure(barrier: Barrier): boolean {
    for (let i = this.contexts.length - 1; i >= 0; i--) {
      const context = this.contexts[i]
      if (context?.flow !== undefined || context?.exit !== undefined) return false
      if (context?.barrier === barrier) return true
    }
    return true
  }

  private run<T>(context: Context, work: () => T): T {
    this.contexts.push(context)
    try {
      return work()
    } finally {
      this.contexts.pop()
    }
  }
}
