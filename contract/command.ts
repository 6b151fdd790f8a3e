import { type Static, type TProperties, Type } from 'typebox'

/**
 * What every command carries. `commandId` is made once by whoever presses the button and kept over retries, restarts and
 * hours without a network: the first outcome is the only one.
 */
export const COMMAND_FIELDS = {
  commandId: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$', description: 'Made by the sender, once for each press of a button.' }),
  device: Type.Optional(Type.String({ maxLength: 64, description: 'The device, as it names itself.' })),
} as const

const EnvelopeSchema = Type.Object(COMMAND_FIELDS)
export type CommandEnvelope = Static<typeof EnvelopeSchema>

/** The body of a command with these fields of its own. */
export function commandSchema<Fields extends TProperties>(fields: Fields) {
  return Type.Object({ ...COMMAND_FIELDS, ...fields }, { additionalProperties: false })
}

/**
 * Answer to every command: the matter it made or changed, and the revision that says so. A screen shows the command as
 * pending until its own cursor has passed that revision.
 */
export const CommandAnswerSchema = Type.Object(
  {
    id: Type.String({ description: 'Id of the matter.' }),
    revision: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false, $id: 'command-answer' },
)
export type CommandAnswer = Static<typeof CommandAnswerSchema>
