import { Refusal } from '#contract/errors.ts'
import { RecordFault } from '../../record/record-store.ts'
import { addAnswers, answerOfPart, type Part, type RowAnswer } from './part.ts'

/** What makes a retry of a part safe: a key of its own, and a hash of everything said up to the part's end. */
export interface PartIdempotency {
  readonly key: string
  readonly bodyHash: string
}

export interface Taking<Answer extends RowAnswer> {
  /** The answer to no rows at all. */
  readonly nothing: Answer
  /** Takes rows in; resolves once they are committed. Indexes of its rejections count from 0 in `rows`. */
  take(rows: readonly unknown[], idempotency: PartIdempotency | undefined): Promise<Answer>
  readonly key?: string | undefined
  /** Told of each part once it is committed. */
  onAnswer(answer: Answer): void
}

/** Parts under way at a time: one is read while another is committed. */
const UNDER_WAY = 2

/**
 * Hands the parts on in order and adds their answers up. Under an Idempotency-Key each part has a key of its
 * own, so that a retry after a failure half-way takes in exactly what is missing; the parts then go one by one, so that a
 * key used with another body is found out at the first.
 * When a part fails, those before it are in the record: the refusal says so.
 */
export async function takeParts<Answer extends RowAnswer>(parts: AsyncIterable<Part>, taking: Taking<Answer>): Promise<Answer> {
  let total = taking.nothing
  let number = 0
  let rowsTaken = 0
  const underWay: { readonly answer: Promise<Answer>; readonly rows: number }[] = []
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
      const answer = takePart(part, number++, taking)
      // It is waited for below; until then it may fail while the next part is still being sent, which nobody else hears of.
      answer.catch(() => undefined)
      underWay.push({ answer, rows: part.rows.length + part.unreadable.length })
      while (underWay.length >= (taking.key === undefined ? UNDER_WAY : 1)) await settleFirst()
    }
    while (underWay.length > 0) await settleFirst()
  } catch (fault) {
    await Promise.allSettled(underWay.map(({ answer }) => answer))
    throw rowsTaken > 0 ? afterSome(fault, rowsTaken) : fault
  }
  return total
}

async function takePart<Answer extends RowAnswer>(part: Part, number: number, taking: Taking<Answer>): Promise<Answer> {
  const { key, nothing, take } = taking
  if (part.rows.length === 0) return answerOfPart(part, nothing)
  // No header can hold a line feed, so no key of a caller's is the key of another's part.
  const idempotency = key === undefined ? undefined : { key: number === 0 ? key : `${key}\n${number}`, bodyHash: part.hash }
  return answerOfPart(part, await take(part.rows, idempotency))
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
