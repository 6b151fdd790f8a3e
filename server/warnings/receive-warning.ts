import { type CapMessage, type CapReference, capReference } from '#contract/cap.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Matter, MatterActor } from '#contract/matter.ts'
import type { WarningReceipt, WarningState } from '#contract/warning.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { findMatter } from '../matters/matter-store.ts'
import type { Database, Transaction } from '../record/database.ts'
import type { AreaShapes } from './area-shapes.ts'
import { digestOf, warningIdOf } from './digest-of.ts'
import { placeMessage } from './match-areas.ts'
import { isShown, WARNING, type WarningEvent } from './warning-life.ts'
import { authorityOf, findMessage, noteMessage, noteReference, takeSenders } from './warning-message-store.ts'

export interface ReceivingParts {
  readonly database: Database
  readonly tree: AreaTree
  readonly shapes: AreaShapes
  /** What we call ourselves in CAP; undefined where the city issues nothing. */
  readonly ownSender: string | undefined
  now(): number
}

/** A source of the hub, as far as warnings need to know it. */
export interface WarningSource {
  readonly id: number | string
  readonly name: string
}

/**
 * Takes in one message for a source, in one transaction: it joins the warning it refers to, whichever of the two came first,
 * or begins one. The same message again changes nothing and gets the same receipt. Resolves once it is committed.
 * Throws Refusal: `warning/changed`, `warning/not-yours`, or `matter/unknown` for an answer to a message nobody sent.
 */
export async function receiveWarning(parts: ReceivingParts, source: WarningSource, message: CapMessage): Promise<WarningReceipt> {
  const { database, ownSender } = parts
  const at = parts.now()
  const { result } = await changeMatters(database, at, async (desk, tx) => {
    const references = message.references ?? []
    await takeSenders(tx, [message.sender, ...references.map(({ sender }) => sender)])
    if (message.sender === ownSender)
      throw new Refusal('warning/not-yours', `"${message.sender}" is the name under which warnings are issued here; use your own.`)
    const authority = await authorityOf(tx, message.sender, source.name)
    if (authority !== source.name)
      throw new Refusal(
        'warning/not-yours',
        `The source ${authority} answers for the sender ${message.sender}; send it as that source.`,
      )
    const known = await findMessage(tx, message)
    const digest = digestOf(message)
    if (known?.digest) {
      if (known.digest !== digest) throw new Refusal('warning/changed')
      return receiptOf(await matterOf(tx, known.warning), 'known')
    }
    const actor: MatterActor = { kind: 'source', id: String(source.id), name: source.name }
    const row = { digest, msgType: message.msgType, source: source.name }
    if (message.msgType === 'Ack' || message.msgType === 'Error') {
      const answered = await answer(desk, tx, message, { at, actor })
      await noteMessage(tx, message, { ...row, warning: answered.id }, at)
      return receiptOf(answered, 'taken')
    }
    const joined = await join(desk, tx, message, known?.warning, { at, actor }, parts)
    await noteMessage(tx, message, { ...row, warning: joined.id }, at)
    for (const reference of references) await noteReference(tx, reference, joined.id, at)
    return receiptOf(joined, 'taken')
  })
  return result
}

type Warning = Matter<WarningState, 'warning'>
type Said = Pick<WarningEvent, 'at' | 'actor'>

/** Puts an alert, update or cancel into its warning. A cancel of several warnings cancels each; an update of several replaces them. */
async function join(
  desk: MatterDesk,
  tx: Transaction,
  message: CapMessage,
  expected: string | undefined,
  said: Said,
  { tree, shapes }: ReceivingParts,
): Promise<Warning> {
  const referred = await warningsOf(tx, message.references ?? [])
  const ids = [...new Set([...(expected === undefined ? [] : [expected]), ...referred])]
  const id = ids[0] ?? warningIdOf(message)
  const others = ids.filter((each) => each !== id).sort()
  for (const each of [id, ...others].sort()) await desk.take(WARNING, each)
  const event: WarningEvent = { type: 'warning.received', ...said, body: placeMessage(message, tree, shapes) }
  const joined = await desk.append(WARNING, id, [event])
  for (const other of others) {
    const over: WarningEvent = message.msgType === 'Cancel' ? event : { type: 'warning.replaced', ...said, body: { by: id } }
    await desk.append(WARNING, other, [over])
  }
  return joined
}

/** Notes an answer at every message it is about that we know. */
async function answer(desk: MatterDesk, tx: Transaction, message: CapMessage, said: Said): Promise<Warning> {
  let answered: Warning | undefined
  for (const id of (await warningsOf(tx, message.references ?? [])).sort()) {
    if (!(await desk.take(WARNING, id))) continue
    answered = await desk.append(WARNING, id, [{ type: 'warning.answered', ...said, body: { message } }])
  }
  if (!answered) throw new Refusal('matter/unknown', 'None of the messages this answers is known here; check its references.')
  return answered
}

/** The warnings these messages belong to, each once, in the order they are named. */
async function warningsOf(tx: Transaction, references: readonly CapReference[]): Promise<string[]> {
  const found = new Set<string>()
  for (const reference of references) {
    const known = await findMessage(tx, capReference(reference))
    if (known) found.add(known.warning)
  }
  return [...found]
}

async function matterOf(tx: Transaction, id: string): Promise<Warning> {
  const found = await findMatter(tx, 'warning', id)
  if (!found) throw new Error(`the warning ${id} of a known message is not there`)
  return found as Warning
}

function receiptOf({ id, state }: Warning, outcome: WarningReceipt['outcome']): WarningReceipt {
  return { id, outcome, phase: state.phase, areas: [...state.areas], isShown: isShown(state) }
}
