import type { OpenAudience } from '#contract/open.ts'
import { Glyph } from '../design/glyph.tsx'
import { Mark } from '../design/mark.tsx'
import { AreaPick } from './area-pick.tsx'
import { withSaid } from './open-address.ts'
import type { Telling } from './open-model.ts'
import type { OpenReading } from './open-reader.ts'
import { Ripples } from './ripples.tsx'

/** After this many refreshes without a new block the page says so, even if nothing failed: a cache may be all that answers. */
const MISSED_REFRESHES = 4

/** The head of the page: whose figures these are, for which area, and, when they are not of now, since when. */
export function OpenHead({
  telling,
  audience,
  reading,
  onArea,
}: {
  readonly telling: Telling
  readonly audience: OpenAudience
  readonly reading: OpenReading
  onArea(code: string): void
}) {
  const { catalogue, language, t, format, now } = telling
  const newest = Math.max(...[...reading.blocks.values()].map(({ at }) => at))
  const isOld = Number.isFinite(newest) && now - newest > MISSED_REFRESHES * catalogue.refreshMs
  const isLost = reading.trouble !== undefined || isOld
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <>
      <header className="open-head">
        <Ripples />
        <div className="open-bar">
          <Mark size={44} />
          <div className="open-title">
            <h1>{catalogue.city.names[language]}</h1>
            <p>{t(`page.${audience}`)}</p>
          </div>
          <div className="open-tools">
            <a
              className="open-press"
              href={withSaid(location.search, 'lang', other) + location.hash}
              lang={other === 'zh' ? 'zh-CN' : 'en'}
            >
              {t('page.language')}
            </a>
            <AreaPick telling={telling} onArea={onArea} />
          </div>
        </div>
        {catalogue.hub === 'simulated' && (
          <p className="open-simulated">
            <b>{t('page.simulated')}</b> {t('page.simulated.long')}
          </p>
        )}
      </header>
      <div className="open-lost" role="status">
        {isLost && (
          <p>
            <Glyph kind="off" />
            {Number.isFinite(newest)
              ? t('lost.since', { time: format.moment(newest, now, 'PT1M'), age: format.span(now - newest) })
              : t('lost.first')}
          </p>
        )}
      </div>
      <nav className="open-nav" aria-label={t('page.scenes')}>
        <ul>
          {catalogue.scenes.map(({ id, names }) => (
            <li key={id}>
              <a href={`#${id}`}>{names[language]}</a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}
