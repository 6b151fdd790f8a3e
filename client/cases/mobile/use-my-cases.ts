import { useEffect, useMemo, useState } from 'react'
import type { CaseLine, CaseMatter, CaseMine, CasePage } from '#contract/case.ts'
import { CallRefused, callDated } from '../../access/call.ts'
import { type KeptCases, openDeviceStore } from '../../state/device-store.ts'
import { useConnection } from '../../state/hooks.ts'
import { withLive } from '../case-pages.ts'
import { useCaseCounts, useCasesLive } from '../use-case.ts'

/** Cases of a list in the hand: nobody leafs through more with a thumb. */
const MOST = 50
/** What is seen is written down at most this often, ms: every write costs battery. */
const KEEP_MS = 2_000

/**
 * The cases of the person at this phone.
 * `old`: there is no line, and this is what the device kept, of that time.
 */
export type MyCases =
  | { readonly kind: 'reading' }
  | { readonly kind: 'here'; readonly lines: readonly CaseLine[] }
  | { readonly kind: 'old'; readonly lines: readonly CaseLine[]; readonly at: number }
  | { readonly kind: 'refused'; readonly code: string }

/** Own cases of a sort, live while there is a line, and kept on the device for when there is none. */
export function useMyCases(mine: CaseMine): MyCases {
  const isLive = useConnection().kind === 'live'
  const counts = useCaseCounts()
  const [held, setHeld] = useState<{ readonly mine: CaseMine; readonly read: MyCases }>({ mine, read: { kind: 'reading' } })
  // Another number of cases is another list.
  const stamp = counts && JSON.stringify(counts.queues)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says that the same question has another answer, `isLive` that there is one
  useEffect(() => {
    let isOver = false
    const tell = (read: MyCases) => !isOver && setHeld({ mine, read })
    const query = mine === 'to-do' ? 'mine=to-do&sort=due' : `mine=${mine}&sort=newest`
    callDated<CasePage>('GET', `/api/cases?${query}&limit=${MOST}`).then(
      ({ body: { cases } }) => tell({ kind: 'here', lines: cases }),
      async (fault: unknown) => {
        if (!(fault instanceof CallRefused)) throw fault
        if (fault.code !== 'unreachable') return tell({ kind: 'refused', code: fault.code })
        const kept = await keptCases()
        tell(kept ? { kind: 'old', lines: kept.lists[mine] ?? [], at: kept.at } : { kind: 'refused', code: fault.code })
      },
    )
    return () => {
      isOver = true
    }
  }, [mine, stamp, isLive])
  const read = held.mine === mine ? held.read : READING
  const ids = useMemo(() => (read.kind === 'here' ? read.lines.map(({ id }) => id) : []), [read])
  const { cases } = useCasesLive(ids)
  const shown = useMemo(
    () => (read.kind === 'here' ? { ...read, lines: withLive({ lines: read.lines, next: undefined }, cases).lines } : read),
    [read, cases],
  )
  useKept(mine, shown, cases)
  return shown
}

const READING: MyCases = { kind: 'reading' }

/** Writes down what is seen, so that it can be looked at where there is no network. */
function useKept(mine: CaseMine, shown: MyCases, cases: readonly CaseMatter[]): void {
  useEffect(() => {
    if (shown.kind !== 'here') return
    const timer = setTimeout(() => {
      const keep = async () => {
        const { myCases } = await openDeviceStore()
        const before = await myCases.read()
        const byId = new Map([...(before?.cases ?? []), ...cases].map((one) => [one.id, one]))
        const lists = { ...before?.lists, [mine]: shown.lines }
        const wanted = new Set(Object.values(lists).flatMap((lines) => lines.map(({ id }) => id)))
        await myCases.put({ at: Date.now(), lists, cases: [...byId.values()].filter(({ id }) => wanted.has(id)) })
      }
      // A device that keeps nothing shows nothing old; what is live is not touched by that.
      keep().catch(() => undefined)
    }, KEEP_MS)
    return () => clearTimeout(timer)
  }, [mine, shown, cases])
}

/** What the device kept; undefined where it keeps nothing. */
export async function keptCases(): Promise<KeptCases | undefined> {
  try {
    return await (await openDeviceStore()).myCases.read()
  } catch {
    return undefined
  }
}
