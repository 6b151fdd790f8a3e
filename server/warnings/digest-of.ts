import { createHash } from 'node:crypto'
import type { CapMessage, CapReference } from '#contract/cap.ts'
import { capInstant } from '#contract/cap.ts'

/** Equal messages have equal digests, however their documents were written. */
export function digestOf(message: CapMessage): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('base64url')
}

/** The id of the warning that begins with this message: whoever meets it first finds the same. */
export function warningIdOf({ sender, identifier, sent }: CapReference): string {
  const name = `${sender}\n${identifier}\n${capInstant(sent)}`
  return `cap-${createHash('sha256').update(name).digest('base64url').slice(0, 24)}`
}
