import { useSyncExternalStore } from 'react'
import { Glyph } from '../design/glyph.tsx'
import { useConnection, useFormat, useProfile, useT } from '../state/hooks.ts'
import { useScreen } from '../state/screen.ts'

/** What is wrong with the line, once, over the top of the screen; a screen reader is told the same. */
export function Banner() {
  const connection = useConnection()
  const { notice } = useScreen()
  const said = useSyncExternalStore(notice.subscribe, notice.getState)
  const t = useT()
  const format = useFormat()
  const { width, displayClass } = useProfile()
  const isNarrow = displayClass === 'mobile' && width < 700
  const words = (() => {
    switch (connection.kind) {
      case 'lost':
        return t(isNarrow ? 'connection.banner.short' : 'connection.banner', { time: format.seconds(connection.sinceAt) })
      case 'resyncing':
        return t('connection.resyncing.banner', { time: format.seconds(connection.sinceAt) })
      case 'outdated':
        return t('connection.outdated')
      case 'connecting':
      case 'live':
        return said?.kind === 'conflated' ? t('connection.conflated') : said?.kind === 'draining' ? t('connection.draining') : ''
    }
  })()
  return (
    <div role="status" aria-live="polite">
      {words !== '' && (
        <p className={`banner${connection.kind === 'lost' ? '' : ' is-quiet'}`}>
          <Glyph kind={connection.kind === 'live' ? 'late' : 'off'} /> {words}
        </p>
      )}
    </div>
  )
}
