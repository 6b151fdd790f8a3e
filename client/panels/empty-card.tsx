import { Glyph } from '../design/glyph.tsx'
import { useT } from '../state/hooks.ts'

/** In the place of a body in which there is nothing to draw: nothing was observed, which is not zero. */
export function EmptyCard() {
  const t = useT()
  return (
    <div className="empty-card">
      <p className="t-name soft">
        <Glyph kind="empty" /> {t('empty.title')}
      </p>
      <p className="t-small dim">{t('empty.reason')}</p>
    </div>
  )
}
