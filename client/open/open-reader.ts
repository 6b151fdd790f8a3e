import type { OpenBlock, OpenCatalogue } from '#contract/open.ts'

/** What a page knows of what is published. */
export interface OpenReading {
  readonly catalogue: OpenCatalogue | undefined
  readonly blocks: ReadonlyMap<string, OpenBlock>
  /** Why nothing came last time; undefined when it did. `refused` is for firms who are not signed in. */
  readonly trouble: { readonly kind: 'away' } | { readonly kind: 'refused'; readonly status: number } | undefined
}

export interface OpenReader {
  read(): OpenReading
  subscribe(listener: () => void): () => void
  /** Keeps a scene's block new until the undo is called; a page follows the scenes that are in sight. */
  follow(scene: string): () => void
  close(): void
}

export interface ReaderParts {
  /** Reads an address below the audience's path. Resolves with what it says; rejects with Trouble. */
  get(path: string): Promise<unknown>
  /** Wakes up after some ms; returns the undo. */
  after(ms: number, run: () => void): () => void
}

/** Nothing could be read: the status of the answer, or 0 where there was none. */
export class Trouble extends Error {
  readonly status: number
  constructor(status: number) {
    super(`status ${status}`)
    this.name = 'Trouble'
    this.status = status
  }
}

/** While nothing comes, or a block without any figure (the server has just started), it is asked again after this long, in ms. */
const RETRY_MS = 4_000

/** Reads what is published: the catalogue once, the scenes that are followed as often as they are made anew. */
export function createOpenReader({ get, after }: ReaderParts): OpenReader {
  let reading: OpenReading = { catalogue: undefined, blocks: new Map(), trouble: undefined }
  let stopWaiting = () => {}
  let isClosed = false
  const listeners = new Set<() => void>()
  const followed = new Map<string, number>()
  const set = (change: Partial<OpenReading>) => {
    if (isClosed) return
    reading = { ...reading, ...change }
    for (const listener of listeners) listener()
  }
  const troubled = (fault: unknown) => {
    const status = fault instanceof Trouble ? fault.status : 0
    set({ trouble: status === 401 || status === 403 ? { kind: 'refused', status } : { kind: 'away' } })
  }
  const readBlock = async (scene: string) => {
    const block = (await get(`/blocks/${scene}`)) as OpenBlock
    set({ blocks: new Map([...reading.blocks, [scene, block]]), trouble: undefined })
  }
  const wait = (): void => {
    stopWaiting()
    if (isClosed || reading.trouble?.kind === 'refused') return
    const isEmpty = [...followed.keys()].some((scene) => !hasFigure(reading.blocks.get(scene)))
    const ms = reading.catalogue && !reading.trouble && !isEmpty ? reading.catalogue.refreshMs : RETRY_MS
    stopWaiting = after(ms, () => void turn())
  }
  const turn = async (): Promise<void> => {
    stopWaiting()
    try {
      if (!reading.catalogue) set({ catalogue: (await get('/catalogue')) as OpenCatalogue, trouble: undefined })
      for (const scene of followed.keys()) await readBlock(scene)
    } catch (fault) {
      troubled(fault)
    }
    wait()
  }
  void turn()
  return {
    read: () => reading,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow: (scene) => {
      followed.set(scene, (followed.get(scene) ?? 0) + 1)
      if (!reading.blocks.has(scene)) readBlock(scene).catch(troubled).finally(wait)
      return () => {
        const left = (followed.get(scene) ?? 1) - 1
        if (left > 0) followed.set(scene, left)
        else followed.delete(scene)
      }
    },
    close: () => {
      isClosed = true
      stopWaiting()
    },
  }
}

/** True when at least one figure of a block is known, or is kept back on purpose. */
function hasFigure(block: OpenBlock | undefined): boolean {
  return block?.figures.some(({ cells: [city] }) => city !== undefined && (city.value !== null || city.protected === true)) ?? false
}
