import { REPLAY_BLOCK_MS } from '#contract/replay.ts'

/** A block of the past that is needed, at least up to `until` (epoch ms). */
export interface WantedBlock {
  /** Of what: the id of a metric, the name of a track. */
  readonly name: string
  readonly from: number
  readonly until: number
}

/** How the reading of what is wanted stands. `failed`: it is tried again by itself. */
export type PastReading =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly left: number; readonly of: number }
  | { readonly kind: 'failed'; readonly code: string }

/** What is known of a block in general: how far it goes, epoch ms. */
export interface AnyBlock {
  readonly to: number
}

export interface PastBlocksPorts<Block extends AnyBlock> {
  /** Reads a block of the past that is shown now. Rejects with an error that bears the `code` of the refusal. */
  read(wanted: WantedBlock, signal: AbortSignal): Promise<Block>
  after(ms: number, callback: () => void): () => void
  monotonic(): number
  random(): number
  /** Called when a block came, or could not be had. */
  changed(wanted: WantedBlock | undefined): void
}

/** Blocks of the past at hand, read in the order in which they are wanted. */
export interface PastBlocks<Block extends AnyBlock> {
  get(name: string, from: number): Block | undefined
  /** True when the block is at hand as far as it is needed. */
  has(wanted: WantedBlock): boolean
  /** Reads what is not at hand, the first first; what is wanted no more and not under way is not read. */
  want(list: readonly WantedBlock[]): void
  /** The code of the refusal that stands in the way; undefined while none does. */
  failure(): string | undefined
  /** Forgets everything: another past is shown. */
  forget(): void
  stop(): void
}

/** Blocks read at a time; a browser opens six ways to a server, and the live line needs one. */
const AT_ONCE = 5
/** Blocks kept at hand; of several hundred metrics, some for each. */
const KEPT = 3_000
/** What failed is tried again after about this long, ms. */
const RETRY_MS = 3_000
/** A block that still goes on is read again at most this often, ms. */
const REREAD_MS = 5_000

export function createPastBlocks<Block extends AnyBlock>({
  read,
  after,
  monotonic,
  random,
  changed,
}: PastBlocksPorts<Block>): PastBlocks<Block> {
  const kept = new Map<string, { readonly block: Block; readonly readAt: number }>()
  const underWay = new Map<string, AbortController>()
  let wanted: readonly WantedBlock[] = []
  let names = new Set<string>()
  let failed: string | undefined
  let stopWaiting: (() => void) | undefined

  const has = ({ name, from, until }: WantedBlock) => {
    const known = kept.get(nameOf({ name, from }))?.block
    return known !== undefined && known.to >= Math.min(until, from + REPLAY_BLOCK_MS)
  }
  const mayRead = (one: WantedBlock) => {
    const known = kept.get(nameOf(one))
    return !underWay.has(nameOf(one)) && !has(one) && (known === undefined || monotonic() - known.readAt >= REREAD_MS)
  }
  const begin = (one: WantedBlock) => {
    const name = nameOf(one)
    const controller = new AbortController()
    underWay.set(name, controller)
    read(one, controller.signal).then(
      (block) => {
        if (controller.signal.aborted) return
        underWay.delete(name)
        failed = undefined
        kept.delete(name)
        kept.set(name, { block, readAt: monotonic() })
        settle()
        changed(one)
      },
      (fault: unknown) => {
        if (controller.signal.aborted) return
        underWay.delete(name)
        failed = codeOf(fault)
        if (stopWaiting === undefined)
          stopWaiting = after(RETRY_MS * (0.5 + random()), () => {
            stopWaiting = undefined
            settle()
          })
        changed(undefined)
      },
    )
  }
  const settle = () => {
    // After a failure one block is tried, not all of them at once.
    if (stopWaiting !== undefined) return
    const room = failed === undefined ? AT_ONCE : 1
    for (const one of wanted) {
      if (underWay.size >= room) break
      if (mayRead(one)) begin(one)
    }
    for (const name of kept.keys()) {
      if (kept.size <= KEPT) break
      if (!names.has(name)) kept.delete(name)
    }
  }
  const drop = (isDropped: (name: string) => boolean) => {
    for (const [name, controller] of underWay) {
      if (!isDropped(name)) continue
      underWay.delete(name)
      controller.abort()
    }
  }
  return {
    get: (name, from) => kept.get(nameOf({ name, from }))?.block,
    has,
    want: (list) => {
      wanted = list
      names = new Set(list.map(nameOf))
      drop((name) => !names.has(name))
      settle()
    },
    failure: () => failed,
    forget: () => {
      wanted = []
      failed = undefined
      drop(() => true)
      kept.clear()
      stopWaiting?.()
      stopWaiting = undefined
    },
    stop: () => {
      wanted = []
      drop(() => true)
      stopWaiting?.()
    },
  }
}

function nameOf({ name, from }: Pick<WantedBlock, 'name' | 'from'>): string {
  return `${name}/${from}`
}

function codeOf(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string'
    ? fault.code
    : 'server/fault'
}
