/** The comments by which tools part and steer a file with both directions, as they are written. */

/** How one tool is told things. */
export interface SectionMarks {
  /** The file is written for it. */
  readonly used: RegExp
  readonly up?: string | undefined
  readonly down: string
  /** Behind the marks, for a direction without a transaction. */
  readonly off?: string | undefined
  /** On a line of its own before everything else, for a file without a transaction. */
  readonly fileOff?: string | undefined
}

/** As in sections.ts, which reads them. */
const MARKS: readonly SectionMarks[] = [
  { used: /^--\s*migrate:up\b/mu, up: '-- migrate:up', down: '-- migrate:down', off: ' transaction:false' },
  {
    used: /^--\s*\+goose\s+up\b/imu,
    up: '-- +goose Up',
    down: '-- +goose Down',
    fileOff: '-- +goose NO TRANSACTION',
  },
  {
    used: /^--\s*\+migrate\s+up\b/imu,
    up: '-- +migrate Up',
    down: '-- +migrate Down',
    off: ' notransaction',
  },
  { used: /^\s*--[\s-]*up\s+migration/imu, up: '-- Up Migration', down: '-- Down Migration' },
  {
    used: /^---- (?:create above \/ drop below|tern: disable-tx) ----/mu,
    down: '---- create above / drop below ----',
    fileOff: '---- tern: disable-tx ----',
  },
]

/** The marks of the tool that a file is written for; undefined for a file without sections. */
export function marksIn(text: string): SectionMarks | undefined {
  return MARKS.find(({ used }) => used.test(text))
}
