/** JSON-RPC over the stdio of a language server: https://microsoft.github.io/language-server-protocol/specifications/base/0.9/specification/ */
import { spawn } from 'node:child_process'

/** One end of the line; the other is a process. */
export interface Connection {
  request(method: string, params: unknown): Promise<unknown>
  notify(method: string, params: unknown): void
  end(): void
}

interface Message {
  readonly id?: number | string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** Starts a server; `answer` says what it is told when it asks. */
export function connect(
  command: string,
  args: readonly string[],
  { cwd, answer }: { readonly cwd: string; readonly answer: (method: string, params: unknown) => unknown },
): Connection {
  const server = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<Message['id'], (message: Message) => void>()
  const send = (message: Message): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`)
  }
  const receive = (message: Message): void => {
    const { id, method, params } = message
    if (method === undefined) waiting.get(id)?.(message)
    else if (id !== undefined) send({ id, result: answer(method, params) ?? null })
  }
  server.on('exit', code => {
    const error = { message: `the server ends with ${String(code)}` }
    for (const end of waiting.values()) end({ error })
  })
  server.stdout.on('data', unframed(receive))
  let last = 0
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id)
          if (error) reject(new Error(`${method}: ${error.message}`))
          else resolve(result)
        })
        send({ id, method, params })
      }),
    notify: (method, params) => {
      send({ method, params })
    },
    end: () => {
      server.kill()
    },
  }
}

/** Messages come in pieces, or several at once. */
function unframed(receive: (message: Message) => void): (piece: Buffer) => void {
  let buffer = Buffer.alloc(0)
  return piece => {
    buffer = Buffer.concat([buffer, piece])
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/u.exec(buffer.toString('latin1', 0, head))?.[1])
      const end = head + 4 + length
      if (head < 0 || buffer.length < end) return
      const body = buffer.toString('utf8', head + 4, end)
      buffer = buffer.subarray(end)
      receive(JSON.parse(body) as Message)
    }
  }
}
