import { createContext, useContext } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PastExtent } from '#contract/replay.ts'
import { createMomentStore, type MomentStore } from '../../state/moment.ts'
import type { Screen } from '../../state/screen.ts'
import { patiently } from '../patient-part.ts'
import { fetchExtent } from './fetch-extent.ts'
import { bindMomentAddress } from './moment-address.ts'
import type { LookingBack } from './open-past.ts'

/** How far the past goes is asked again after a failure, ms. */
const RETRY_MS = 3_000

/** The moment of a screen, and the screen of the past while it looks back. */
export interface TimeMachine {
  readonly live: Screen
  readonly moment: MomentStore
  readonly past: StoreApi<LookingBack | undefined>
  /** Undefined until somebody looked back. */
  readonly extent: StoreApi<PastExtent | undefined>
  stop(): void
}

export const TimeMachineContext = createContext<TimeMachine | undefined>(undefined)

/** The time machine of this page; undefined where there is none: without a network there is no past to read. */
export function useTimeMachine(): TimeMachine | undefined {
  return useContext(TimeMachineContext)
}

/** Builds the time machine of a live screen, and goes to the moment the address names. */
export function createTimeMachine(live: Screen): TimeMachine {
  const extent = createStore<PastExtent | undefined>(() => undefined)
  const past = createStore<LookingBack | undefined>(() => undefined)
  const moment = createMomentStore(() => ({ begunAt: begunAt(extent.getState()), now: live.clock.now() }))
  let asked: Promise<PastExtent> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const readExtent = (isFresh: boolean): Promise<PastExtent> => {
    if (isFresh) asked = undefined
    asked ??= fetchExtent().then(
      (found) => {
        extent.setState(found, true)
        // The moment may lie before the record began, which nobody knew when it was asked for.
        const now = moment.getState()
        if (now.kind === 'past' && now.edge === undefined && now.at < (begunAt(found) ?? 0))
          moment.send({ kind: 'seek', at: now.at })
        return found
      },
      (fault: unknown) => {
        asked = undefined
        throw fault
      },
    )
    return asked
  }
  const ask = () => {
    readExtent(true).catch(() => {
      timer = setTimeout(ask, RETRY_MS)
    })
  }
  let isOpening = false
  let isStopped = false
  /** Fetches what shows the past: whoever never looks back carries none of it. They may be back, or gone, by the time it is here. */
  const open = async () => {
    if (isOpening) return
    isOpening = true
    const { openPast } = await patiently(() => import('./open-past.ts'))
    isOpening = false
    const start = moment.getState()
    if (start.kind === 'past' && !isStopped) past.setState(openPast({ live, moment, start, extent: readExtent }), true)
  }
  const stopMoment = moment.subscribe((now) => {
    const shown = past.getState()
    if (now.kind === 'past' && !shown) {
      ask()
      void open()
    } else if (now.kind === 'live') {
      clearTimeout(timer)
      if (!shown) return
      past.setState(undefined, true)
      shown.close()
    }
  })
  const stopAddress = bindMomentAddress(moment)
  return {
    ...{ live, moment, past, extent },
    stop: () => {
      isStopped = true
      stopAddress()
      stopMoment()
      clearTimeout(timer)
      past.getState()?.close()
    },
  }
}

/** Since when anything is known: of an empty record nothing, up to now. */
function begunAt(extent: PastExtent | undefined): number | undefined {
  return extent && (extent.begunAt ?? extent.now)
}
