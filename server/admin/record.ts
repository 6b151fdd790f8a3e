import { parseArgs } from 'node:util'
import { systemClock } from '../clock/system-clock.ts'
import { emptyMonth } from './acts/empty-month.ts'
import { asOwner } from './as-owner.ts'
import { type KeptMonth, monthsBefore } from './months.ts'
import type { Asked, Noun, Outcome, Tools } from './noun.ts'
import { actAsOperator } from './operator.ts'
import { sizeOf } from './size-of.ts'

/** Comparisons with yesterday, and totals of the month, need this much of the past, in days. */
const LEAST_DAYS = 35
const DAY_MS = 86_400_000

/** How long the record is kept. */
export const record: Noun = {
  usage: `
record retain --days N [--yes]
                      empties every month that ended more than N days ago; without --yes it only says what would go`,
  read: ([verb, ...rest]) => {
    if (verb !== 'retain') return { mistake: `There is no command "${['record', verb, ...rest].join(' ').trim()}".` }
    const read = options(rest)
    if ('mistake' in read) return read
    const days = Number(read.values.days)
    if (!Number.isInteger(days) || days < LEAST_DAYS)
      return { mistake: `record retain needs --days N, a whole number from ${LEAST_DAYS} up: screens compare with what was.` }
    return readRetain(days, read.values.yes === true)
  },
}

function readRetain(days: number, isSure: boolean): Asked {
  return {
    work: async (tools) => {
      const before = systemClock.now() - days * DAY_MS
      const going = await monthsBefore(tools.record.database, before)
      const until = new Date(before).toISOString().slice(0, 10)
      if (going.length === 0) return { answer: '', remark: `No month ended before ${until} (UTC): there is nothing to empty.` }
      const list = [`Months that ended before ${until} (UTC), with their observations and points:`, ...going.map(line)]
      const sum = `${parts(going.length)}, ${sizeOf(going.reduce((bytes, month) => bytes + month.bytes, 0))} in all.`
      if (!isSure) return { refusal: [...list, sum, 'Nothing was emptied; say --yes to do it. It cannot be undone.'].join('\n') }
      return asOwner(tools, (owner) => empty(going, owner))
    },
  }
}

/** Month by month, each an act of its own, so that a break leaves whole months and says how far it came. */
async function empty(going: readonly KeptMonth[], tools: Pick<Tools, 'record'>): Promise<Outcome> {
  let bytes = 0
  for (const [index, month] of going.entries()) {
    const outcome = await actAsOperator(tools, emptyMonth, month, () => ({ answer: '' }))
    if ('refusal' in outcome) return outcome
    bytes += month.bytes
    process.stderr.write(
      `${String(index + 1).padStart(String(going.length).length)}/${going.length} ${line(month).trim()}: emptied\n`,
    )
  }
  return { answer: '', remark: `${parts(going.length)} emptied; ${sizeOf(bytes)} free again.` }
}

function parts(count: number): string {
  return count === 1 ? '1 part' : `${count} parts`
}

function line({ part, bytes, rows }: KeptMonth): string {
  const count = rows === undefined ? 'rows not counted yet' : `about ${Math.round(rows).toLocaleString('en-US')} rows`
  return `  ${part.padEnd(20)} ${sizeOf(bytes).padStart(9)}  ${count}`
}

function options(args: readonly string[]) {
  try {
    const known = { days: { type: 'string' }, yes: { type: 'boolean' } } as const
    return parseArgs({ args: [...args], options: known })
  } catch {
    return { mistake: 'record retain takes --days N, and may take --yes.' }
  }
}
