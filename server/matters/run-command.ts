import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Action } from '#contract/access.ts'
import type { CommandAnswer, CommandEnvelope } from '#contract/command.ts'
import { Refusal } from '#contract/errors.ts'
import type { MatterActor } from '#contract/matter.ts'
import { type ActContext, type Done, defineAct } from '../access/act/act.ts'
import { askingOf } from '../access/act/asking-of.ts'
import { actorOf, type ExecuteParts, execute } from '../access/act/execute.ts'
import { MatterDesk } from './matter-desk.ts'

/** What a verb may use while it runs. */
export interface CommandContext extends ActContext {
  readonly desk: MatterDesk
  /** Who does it, and at which device, for the events. */
  readonly actor: MatterActor
}

/** The matter a verb made or changed; `detail` stands in the audit and holds nothing secret or personal. */
export interface Commanded {
  readonly id: string
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Something people do with a matter: one verb, in a file of its own. */
export interface Verb<Input> {
  /** `noun.verb`, as the audit names it; the noun is the kind of the matter. */
  readonly type: string
  readonly needs: Action
  /** Takes what it needs from the desk, lets a pure decision judge, and appends events. Throws Refusal; then nothing changed. */
  run(context: CommandContext, input: Input): Promise<Commanded>
}

export function defineVerb<Input>(verb: Verb<Input>): Verb<Input> {
  return verb
}

/**
 * Runs a command: policy, then idempotency, decision, events and audit row in one transaction. Whoever sends a command again
 * gets the answer of the first time, whatever has happened since. Throws Refusal (`command/reused` for an id under which
 * something else was commanded), or RecordFault when the database is away.
 */
export async function runCommand<Input>(
  parts: ExecuteParts,
  request: FastifyRequest,
  verb: Verb<Input>,
  { commandId, device }: CommandEnvelope,
  input: Input,
): Promise<CommandAnswer> {
  const act = defineAct<Input, CommandAnswer>({
    type: verb.type,
    needs: verb.needs,
    run: async (context, input) => {
      const actor = matterActor(context, device)
      const command = { id: commandId, type: verb.type, actor: actor.id, digest: digestOf(input) }
      const known = await claimCommand(context, command)
      if (known) return done(verb, known, { repeated: true })
      const desk = new MatterDesk(context.tx)
      const { id, detail } = await verb.run({ ...context, desk, actor }, input)
      const revision = await desk.close(context.now)
      if (revision === undefined) throw new Error(`${verb.type} changed nothing`)
      const answer = { id, revision }
      await context.tx.query('update guanlan.command set answer = $2 where id = $1', [commandId, JSON.stringify(answer)])
      return done(verb, answer, detail)
    },
  })
  return execute(parts, askingOf(request), act, input)
}

function done<Input>(verb: Verb<Input>, answer: CommandAnswer, detail?: Readonly<Record<string, unknown>>): Done<CommandAnswer> {
  const [kind = verb.type] = verb.type.split('.')
  return { outcome: answer, object: { kind, id: answer.id }, ...(detail && { detail }) }
}

function matterActor({ subject }: ActContext, device: string | undefined): MatterActor {
  const actor = actorOf(subject)
  const { kind, id, name, role } = actor
  if (kind === 'nobody' || id === undefined || name === undefined) throw new Refusal('access/sign-in-needed')
  return { kind, id, name, ...(role !== undefined && { role }), ...(device !== undefined && { device }) }
}

/**
 * Takes the id for this transaction: two that bring the same one at once wait for each other here. Gives the answer of an
 * earlier one that was committed.
 */
async function claimCommand(
  { tx, now }: ActContext,
  { id, type, actor, digest }: { readonly id: string; readonly type: string; readonly actor: string; readonly digest: string },
): Promise<CommandAnswer | undefined> {
  const claimed = await tx.query(
    `insert into guanlan.command (id, type, actor, digest, answer, at) values ($1, $2, $3, $4, 'null', $5)
     on conflict (id) do nothing returning id`,
    [id, type, actor, digest, now],
  )
  if (claimed.length > 0) return undefined
  const [known] = await tx.query<{ type: string; actor: string; digest: string; answer: CommandAnswer }>(
    'select type, actor, digest, answer from guanlan.command where id = $1',
    [id],
  )
  if (!known || known.type !== type || known.actor !== actor || known.digest !== digest) throw new Refusal('command/reused')
  return known.answer
}

/** Equal inputs have equal digests, whatever the order of their fields. */
export function digestOf(input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(input, (_key, value: unknown) => (isPlain(value) ? sorted(value) : value)) ?? '')
    .digest('base64url')
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
