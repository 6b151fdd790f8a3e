import type { DecisionMatter } from '#contract/decision.ts'
import type { Command } from '../../state/commands.ts'
import type { Followed } from '../../state/matters.ts'
import type { OutboxEntry } from '../../state/outbox.ts'
import { useCommand } from '../../state/use-matters.ts'
import { deviceHere } from '../field/device-here.ts'
import { newCommand, useFieldKit, useOutbox } from '../field/field-kit.ts'

/** What can be sent about a decision. */
export type DecisionVerb = 'decide' | 'answer' | 'note' | 'withdraw'

export interface DecisionSender {
  /** How the last press goes, where it is sent at once. */
  readonly command: Command | undefined
  /** What this device keeps about the decision until the record has it. */
  readonly kept: readonly OutboxEntry[]
  send(verb: DecisionVerb, fields: object, note: string): void
}

/**
 * Sends what is pressed about a decision: at once where there is a line to press on, and through the outbox on a device in the
 * field, which keeps it over an outage. A decision kept too long is refused by its term, by name.
 */
export function useDecisionSender({ id }: Pick<DecisionMatter, 'id'>, followed: Followed): DecisionSender {
  const kit = useFieldKit()
  const { entries } = useOutbox()
  const { command, send } = useCommand(followed)
  return {
    command,
    kept: entries.filter((entry) => entry.command.matter === id && entry.fate.kind !== 'delivered'),
    send: (verb, fields, note) => {
      const path = `/api/decisions/${id}/${verb}`
      if (kit) void kit.outbox.add(newCommand(`decision.${verb}`, path, fields, { matter: id, note, device: deviceHere() }))
      else void send(path, fields)
    },
  }
}
