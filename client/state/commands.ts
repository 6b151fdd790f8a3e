import type { CommandAnswer } from '#contract/command.ts'

/** Hands a command to the server. Rejects with an error that bears the `code` of the refusal, `unreachable` without a line. */
export type PostCommand = (path: string, body: object) => Promise<CommandAnswer>

/**
 * How a command of this screen goes.
 * - `sending`: on its way. `accepted`: durable, and not on this screen yet. `told`: the screen itself shows what it did.
 * - `refused`: it was not done, and why; without a line (`unreachable`) nobody knows, and pressing again does nothing twice.
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
  /** Epoch ms. */
  now(): number
}

/**
 * Sends commands, each once. An id is made for each press. The same said again while it is under way is the same press: two clicks of
 * one hand. And so is the same said again after a press that failed: an answer that was lost on the way leaves an order in the record
 * that its sender believes was never given, and who then presses again must not give it twice.
 */
export interface Commands {
  /** Resolves with the answer; rejects with what `post` rejects with. `fields` are the body without its envelope. */
  send(path: string, fields?: object, commandId?: string): Promise<CommandAnswer>
}

/** So long after a press that failed the same thing said again is that press, ms; later it is another. */
export const SAME_PRESS_MS = 10 * 60_000

export function createCommands({ post, newId, device, now }: CommandsPorts): Commands {
  const failed = new Map<string, { readonly commandId: string; readonly at: number }>()
  const underWay = new Map<string, Promise<CommandAnswer>>()
  const press = async (path: string, fields: object, said: string) => {
    const before = failed.get(said)
    const isSame = before !== undefined && now() - before.at <= SAME_PRESS_MS
    const commandId = isSame ? before.commandId : newId()
    failed.delete(said)
    try {
      return await post(path, { commandId, device, ...fields })
    } catch (fault) {
      failed.set(said, { commandId, at: now() })
      throw fault
    } finally {
      underWay.delete(said)
    }
  }
  return {
    send: (path, fields = {}, commandId) => {
      if (commandId !== undefined) return post(path, { commandId, device, ...fields })
      const said = `${path} ${JSON.stringify(fields)}`
      const pressed = underWay.get(said) ?? press(path, fields, said)
      underWay.set(said, pressed)
      return pressed
    },
  }
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
