import { useEffect } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { DisplayClass } from '#contract/display-class.ts'
import type { Settings } from '../state/settings.ts'
import { Door } from './door/door.tsx'
import type { Entrance } from './entrance.ts'
import { languageOf } from './language-of.ts'
import { Page } from './page/page.tsx'
import { Pairing } from './pairing/pairing.tsx'
import { WrongCapacity } from './pairing/wrong-capacity.tsx'

export interface ThresholdProps {
  readonly entrance: Extract<Entrance, { kind: 'elsewhere' | 'pairing' | 'sign-in' }>
  readonly display: DisplayClass
  /** The city was shown here until now. */
  readonly hasEnded: boolean
  readonly settings: StoreApi<Settings>
}

/** What stands before the city for those who may not see it yet: the front door, the pairing code, the way to one's own page. */
export function Threshold({ entrance, display, hasEnded, settings }: ThresholdProps) {
  return (
    <Page display={display} settings={settings}>
      {entrance.kind === 'sign-in' && <Door hasEnded={hasEnded} />}
      {entrance.kind === 'pairing' && <Pairing display={display} hasEnded={hasEnded} />}
      {entrance.kind === 'elsewhere' && (display === 'wall' ? <WrongCapacity /> : <GoTo address={entrance.home} />)}
    </Page>
  )
}

/** Leaves for another page, and takes this one out of the way back. */
function GoTo({ address }: { address: string }) {
  useEffect(() => location.replace(address + languageOf(location.search)), [address])
  return null
}
