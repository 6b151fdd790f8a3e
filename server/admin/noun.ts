import type { Config } from '../config/config.ts'
import type { OpenedRecord } from './with-record.ts'

/** What a command came to: the answer others may read by program, a remark for the person, or why it was refused. */
export type Outcome = { readonly answer: string; readonly remark?: string } | { readonly refusal: string }

/** What a command has to work with. */
export interface Tools {
  readonly record: OpenedRecord
  readonly config: Config
}

/**
 * What somebody asked of a noun, or the mistake in how it was asked. `work` is done on the record as it is; `alone` sees to its
 * record itself, and to it that nobody else uses it.
 */
export type Asked =
  | { readonly work: (tools: Tools) => Promise<Outcome> }
  | { readonly alone: (config: Config) => Promise<Outcome> }
  | { readonly mistake: string }

/** One noun of the command line and all that can be asked of it. */
export interface Noun {
  /** One line for each verb, two columns. */
  readonly usage: string
  /** Reads what comes after the noun. Pure: nothing is done before `work` is called. */
  read(args: readonly string[]): Asked
}
