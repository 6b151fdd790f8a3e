import { type Growth, grown, growthOf } from './growth.ts'

/** What a process held at one moment, in bytes. */
export interface HeldMemory {
  /** Epoch ms of the time that is judged. */
  readonly at: number
  /** Heap after its garbage was collected, with the buffers its objects own. */
  readonly heap: number
  /** What of the process was in memory just then, and the most that ever was. */
  readonly resident: number
  readonly peak: number
  /** True when all that is kept at hand up to a bound has filled it. */
  readonly isFull: boolean
}

/** Whose memory is watched. */
export interface Watched {
  memory(): Promise<HeldMemory>
  /** Bytes alive by who asked for them. */
  sites(): Promise<ReadonlyMap<string, number>>
}

/** So many looks at a process that is full say whether it grows. */
const TELLING_LOOKS = 12

/** Names said of what grew. */
const MOST_NAMED = 5

/**
 * Whether a process keeps more and more. What it keeps at hand up to a bound has to be full first: until then it grows as it
 * should. A process that began anew, or forgot what it kept, is looked at from the beginning.
 */
export class MemoryWatch {
  readonly #watched: Watched
  #first: HeldMemory | undefined
  #newest: HeldMemory | undefined
  #full: HeldMemory[] = []
  #sites: ReadonlyMap<string, number> = new Map()

  constructor(watched: Watched) {
    this.#watched = watched
  }

  async look(): Promise<void> {
    const held = await this.#watched.memory()
    this.#first ??= held
    this.#newest = held
    if (!held.isFull) this.#full = []
    else if (this.#full.push(held) === 1) this.#sites = await this.#watched.sites()
  }

  /** What memory grows by at most, in bytes an hour, heap and resident alike; anything, until enough was seen of a full process. */
  fastest(): number {
    const growth = this.#growth()
    if (!growth) return Number.POSITIVE_INFINITY
    return Math.max(...[growth.heap, growth.resident].map(({ hourly, either }) => hourly + either))
  }

  #growth(): { readonly heap: Growth; readonly resident: Growth } | undefined {
    if (this.#full.length < TELLING_LOOKS) return undefined
    const of = (field: 'heap' | 'resident') => growthOf(this.#full.map((held) => ({ at: held.at, bytes: held[field] })))
    return { heap: of('heap'), resident: of('resident') }
  }

  /** What was seen, in sentences. */
  words(): readonly string[] {
    const [first, newest] = [this.#first, this.#newest]
    if (!first || !newest) return ['memory was not looked at']
    const growth = this.#growth()
    const held = `memory of the server without its garbage: heap ${mb(first.heap)} MB at first and ${mb(newest.heap)} MB at last, resident ${mb(first.resident)} and ${mb(newest.resident)} MB, ${mb(newest.peak)} MB at most`
    if (!growth) return [held, 'what it keeps at hand was not full for long enough to say whether it grows']
    const { heap, resident } = growth
    return [
      held,
      `in the last ${this.#full.length} hours, with all it keeps at hand full, the heap grew by ${said(heap)} and what is resident by ${said(resident)}`,
    ]
  }

  /** Who asked for what is there since it was full and was not before. */
  async whatGrew(): Promise<string> {
    const names = grown(this.#sites, await this.#watched.sites()).slice(0, MOST_NAMED)
    return `most of what grew: ${names.map(([name, bytes]) => `${mb(bytes, 2)} MB of ${name}`).join('; ')}`
  }
}

function said({ hourly, either }: Growth): string {
  return `${mb(hourly, 2)} ± ${mb(either, 2)} MB an hour`
}

function mb(bytes: number, digits = 0): string {
  return (bytes / 1e6).toFixed(digits)
}
