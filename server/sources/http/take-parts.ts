import { Refusal } from '#contract/errors.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import type { Hub } from '../../hub/hub-port.ts'
import { RecordFault } from '../../record/record-store.ts'
import { addAnswers, answerOfPart, NOTHING, type Part } from './part.ts'

export interface Taking {
  readonly hub: Pick<Hub, 'ingest'>
  readonly source: { readonly id: number; readonly name: string }
  readonly key?: string | undefined
  now(): number
  /** Told of each part once it is committed. */
  onAnswer(answer: IngestAnswer): void
}

/** Parts under way at a time: one is read while another is committed. */
const UNDER_WAY = 2

/**
 * Hands the parts to the hub in order and adds their answers up. Under an Idempotency-Key each part has a key of its
 * own, so that a retry after a failure half-way takes in exactly what is missing; the parts then go one by one, so that a
 * key used with another body is found out at the first.
 * When a part fails, those before it are in the record: the refusal says so.
 */
export async function takeParts(parts: AsyncIterable<Part>, taking: Taking): Promise<IngestAnswer> {
  let total = NOTHING
  let number = 0
  let rowsTaken = 0
  const underWay: { readonly answer: Promise<IngestAnswer>; readonly rows: number }[] = []
  const settleFirst = async () => {
    const first = underWay.shift()
    if (!first) return
    const answer = await first.answer
    taking.onAnswer(answer)
    total = addAnswers(total, answer)
    rowsTaken += first.rows
  }
  try {
    for await (const part of parts) {
      underWay.push({ answer: takePart(part, number++, taking), rows: part.rows.length + part.unreadable.length })
      while (underWay.length >= (taking.key === undefined ? UNDER_WAY : 1)) await settleFirst()
    }
    while (underWay.length > 0) await settleFirst()
  } catch (fault) {
    await Promise.allSettled(underWay.map(({ answer }) => answer))
    throw rowsTaken > 0 ? afterSome(fault, rowsTaken) : fault
  }
  return total
}

async function takePart(part: Part, number: number, { hub, source, key, now }: Taking): Promise<IngestAnswer> {
  if (part.rows.length === 0) return answerOfPart(part, NOTHING)
  // No header can hold a line feed, so no key of a caller's is the key of another's part.
  const idempotency = key === undefined ? undefined : { key: number === 0 ? key : `${key}\n${number}`, bodyHash: part.hash }
  const answer = await hub.ingest({
    source,
    receivedAt: now(),
    rows: part.rows,
    firstIndex: 0,
    ...(idempotency && { idempotency }),
  })
  return answerOfPart(part, answer)
}

/** The refusal of a later part, which must not say of the earlier ones that nothing was taken in. */
function afterSome(fault: unknown, rows: number): unknown {
  const dealtWith = `The first ${rows} rows had been dealt with before; nothing after them was taken in.`
  if (fault instanceof Refusal) return new Refusal(fault.code, `${fault.detail} ${dealtWith}`)
  if (fault instanceof RecordFault) return new Refusal(fault.code, `${REASONS[fault.code]} ${dealtWith}`)
  return fault
}

const REASONS: Record<RecordFault['code'], string> = {
  'record/full': 'The disk of the record is full.',
  'record/unavailable': 'The record cannot be reached at the moment.',
}
