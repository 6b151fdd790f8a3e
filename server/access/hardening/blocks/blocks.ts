import type { Block } from '#contract/block.ts'
import type { Queries } from '../../../record/database.ts'
import { type Asking, type ExecuteParts, execute } from '../../act/execute.ts'
import { type AddressList, isLoopbackAddress } from '../addresses/address-list.ts'
import { blockKey } from './block-key.ts'
import { endBlock } from './end-block.ts'
import { type Touch, touchDecoy } from './touch-decoy.ts'

/** Ended blocks are remembered this long, ms: whoever comes back within it is kept out for longer. */
const REMEMBERED_MS = 24 * 3_600_000
const RELOAD_EVERY_MS = 15_000

/**
 * Within this time, ms, an address raises one alarm at each decoy, and so many in all: whoever knocks a thousand times fills
 * no audit.
 */
const ALARM_WINDOW_MS = 60_000
const ALARMS_PER_WINDOW = 20
/** Addresses whose alarms are remembered. */
const MOST_ALARMS = 10_000
/** Until its row is written, an address that touched a decoy is kept out for this long, ms. */
const MEANWHILE_MS = 10_000

export interface BlocksParts extends ExecuteParts {
  /** Addresses that raise an alarm and are never kept out; those of this machine never are. */
  readonly exempt: AddressList
  every(ms: number, run: () => void): () => void
  /** A touch could not be written, or the blocks could not be read; both are tried again. */
  onFault(fault: unknown): void
}

/** Who is kept out. Known in memory, so that a request of theirs costs nothing; kept in the database, so that a restart forgives nobody. */
export interface Blocks {
  readonly exempt: readonly string[]
  isBlocked(address: string): boolean
  /** Raises the alarm, and keeps the address out unless it is exempt or `isAlarmOnly`. */
  touch(asking: Asking & { readonly address: string }, decoy: Touch['decoy'], isAlarmOnly: boolean): void
  list(): Promise<readonly Block[]>
  /** Throws Refusal. */
  end(asking: Asking, address: string): Promise<void>
  /** Resolves when every touch so far is written down. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Reads who is kept out. Throws RecordFault when the database is away. */
export async function openBlocks(parts: BlocksParts): Promise<Blocks> {
  const { database, exempt, now } = parts
  let known = await readBlocks(database, now())
  const alarms = new RecentAlarms()
  let writing = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    writing = writing.then(work).catch(parts.onFault)
  }
  const stop = parts.every(RELOAD_EVERY_MS, () =>
    inTurn(async () => {
      await database.query('delete from guanlan.block where ends_at < $1', [now() - REMEMBERED_MS])
      known = await readBlocks(database, now())
    }),
  )
  const isExempt = (address: string) => isLoopbackAddress(address) || exempt.has(address)
  return {
    exempt: ['127.0.0.0/8', '::1', ...exempt.entries],
    isBlocked: (address) => known.size > 0 && !isExempt(address) && (known.get(blockKey(address)) ?? 0) > now(),
    touch: (asking, decoy, isAlarmOnly) => {
      const { address } = asking
      const key = blockKey(address)
      const at = now()
      if (!alarms.isNew(key, decoy.name, at)) return
      const kept = isAlarmOnly || isExempt(address) ? undefined : key
      // At once, before the row is written: the next request must not get through meanwhile.
      if (kept !== undefined) known.set(kept, Math.max(known.get(kept) ?? 0, at + MEANWHILE_MS))
      inTurn(async () => {
        const { endsAt } = await execute(parts, asking, touchDecoy, { key: kept, address, decoy })
        if (kept !== undefined && endsAt !== undefined) known.set(kept, endsAt)
      })
    },
    list: () =>
      database.query<Block>(
        `select address, reason, begun_at as "begunAt", ends_at as "endsAt", touches from guanlan.block
          where ends_at > $1 order by begun_at desc limit 1000`,
        [now()],
      ),
    end: async (asking, address) => {
      await execute(parts, asking, endBlock, { address })
      known.delete(address)
    },
    settled: () => writing,
    close: async () => {
      stop()
      await writing
    },
  }
}

/** Which alarms were raised lately. */
class RecentAlarms {
  readonly #of = new Map<string, { readonly since: number; readonly names: Set<string> }>()

  isNew(key: string, name: string, at: number): boolean {
    const known = this.#of.get(key)
    if (known && at - known.since < ALARM_WINDOW_MS) {
      if (known.names.has(name) || known.names.size >= ALARMS_PER_WINDOW) return false
      known.names.add(name)
      return true
    }
    this.#of.delete(key)
    this.#of.set(key, { since: at, names: new Set([name]) })
    if (this.#of.size > MOST_ALARMS) this.#of.delete(this.#of.keys().next().value as string)
    return true
  }
}

async function readBlocks(database: Queries, now: number): Promise<Map<string, number>> {
  const rows = await database.query<{ address: string; ends_at: number }>(
    'select address, ends_at from guanlan.block where ends_at > $1',
    [now],
  )
  return new Map(rows.map(({ address, ends_at }) => [address, ends_at]))
}
