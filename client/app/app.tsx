import { useEffect, useState } from 'react'
import type { Catalogue } from '#contract/catalogue.ts'
import { Mark } from '../design/mark.tsx'
import { translator } from '../i18n/translate.ts'
import { type Screen, ScreenContext } from '../state/screen.ts'
import { readAddress } from './address.ts'
import './app.css'
import '../panels/panels.css'
import { fetchCatalogue } from './catalogue.ts'
import { openScreen } from './open-screen.ts'
import { installProbe } from './probe.ts'
import { Shell } from './shell.tsx'

/** The catalogue is asked for again after this long when the server has none yet, in seconds. */
const RETRY_S = 2

type Opening =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'open'; readonly screen: Screen }

/** The whole product on one screen: reads the catalogue, opens the line, shows the shell of its display class. */
export function App() {
  const [opening, setOpening] = useState<Opening>({ kind: 'reading' })
  useEffect(() => {
    let isOver = false
    let close = () => {}
    let timer: ReturnType<typeof setTimeout> | undefined
    const open = (catalogue: Catalogue) => {
      if (isOver) return
      const opened = openScreen(catalogue)
      close = opened.close
      installProbe(opened.screen)
      setOpening({ kind: 'open', screen: opened.screen })
    }
    const read = () => {
      fetchCatalogue().then(open, (error: unknown) => {
        if (isOver) return
        setOpening({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
        timer = setTimeout(read, RETRY_S * 1000)
      })
    }
    read()
    return () => {
      isOver = true
      clearTimeout(timer)
      close()
    }
  }, [])
  if (opening.kind === 'open')
    return (
      <ScreenContext value={opening.screen}>
        <Shell />
      </ScreenContext>
    )
  const t = translator(readAddress(location).language ?? 'zh')
  return (
    <main className="whole-page" aria-live="polite">
      <Mark size={72} />
      <p>{opening.kind === 'reading' ? t('app.loading') : t('app.no-catalogue', { reason: opening.reason })}</p>
      {opening.kind === 'failed' && <p className="dim">{t('app.retrying', { s: RETRY_S })}</p>}
    </main>
  )
}
