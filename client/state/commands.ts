import type { CommandAnswer } from '#contract/command.ts'

/** Hands a command to the server. Rejects with an error that bears the `code` of the refusal, `unreachable` without a line. */
export type PostCommand = (path: string, body: object) => Promise<CommandAnswer>

/**
 * How a command of this screen goes.
 * - `sending`: on its way. `accepted`: durable, and not on this screen yet. `told`: the screen itself shows what it did.
 * - `refused`: nothing was done, and why.
 */
export type Command =
  | { readonly kind: 'sending' }
  | { readonly kind: 'accepted'; readonly answer: CommandAnswer }
  | { readonly kind: 'told'; readonly answer: CommandAnswer }
  | { readonly kind: 'refused'; readonly code: string }

export interface CommandsPorts {
  readonly post: PostCommand
  /** A name nobody else uses for a press of a button. */
  newId(): string
  /** Name of this device, for whoever reads later where it was done. */
  readonly device: string
}

/** Sends commands, each once: an id is made for each press, and kept over attempts. */
export interface Commands {
  /** Resolves with the answer; rejects with what `post` rejects with. `fields` are the body without its envelope. */
  send(path: string, fields?: object, commandId?: string): Promise<CommandAnswer>
}

export function createCommands({ post, newId, device }: CommandsPorts): Commands {
  return { send: (path, fields = {}, commandId = newId()) => post(path, { commandId, device, ...fields }) }
}

/** The code of a refusal. */
export function refusalCode(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string'
    ? fault.code
    : 'server/fault'
}

/** Where a command stands once the screen's cursor is at `revision`. Pure. */
export function commandAt(command: Command, revision: number | undefined): Command {
  return command.kind === 'accepted' && revision !== undefined && revision >= command.answer.revision
    ? { kind: 'told', answer: command.answer }
    : command
}
