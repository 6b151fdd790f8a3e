import type { OpenWarning } from '#contract/warning.ts'
import { Glyph } from '../design/glyph.tsx'
import { WarningMark } from '../design/warning-mark.tsx'
import type { Telling } from './open-model.ts'
import type { WarningsReading } from './use-open-warnings.ts'

/** The warnings for everybody, in plain words: what, where, until when, what to do; and those of the last days. */
export function WarningsSection({ telling, reading }: { readonly telling: Telling; readonly reading: WarningsReading }) {
  const { t, language, format, now } = telling
  const { warnings, isOld } = reading
  if (!warnings) return null
  const inForce = warnings.inForce.filter(({ untilAt }) => untilAt > now)
  return (
    <section id="warnings" className="open-warnings" aria-labelledby="warnings-name">
      <h2 id="warnings-name">{t('warnings.title')}</h2>
      {isOld && (
        <p className="open-warnings-old">
          <Glyph kind="off" /> {t('warnings.old', { time: format.moment(warnings.at, now, 'PT1M') })}
        </p>
      )}
      <div aria-live="polite">
        {inForce.length === 0 && <p>{t('warnings.none')}</p>}
        {inForce.map((warning) => (
          <InForce key={warning.id} warning={warning} telling={telling} />
        ))}
      </div>
      {warnings.past.length > 0 && (
        <details>
          <summary>{t('warnings.past', { n: warnings.past.length })}</summary>
          <ul>
            {warnings.past.map(({ id, headline, phase, sentAt }) => (
              <li key={id}>
                {format.moment(sentAt, now, 'PT1M')} {headline[language]}
                <span> {t(`warnings.phase.${phase}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="open-warnings-feed">
        <a href="/api/open/warnings.atom">{t('warnings.feed')}</a>
      </p>
    </section>
  )
}

function InForce({ warning, telling }: { readonly warning: OpenWarning; readonly telling: Telling }) {
  const { t, language, format, now } = telling
  const { colour, event, headline, description, instruction, areas, untilAt, sender } = warning
  const separator = language === 'zh' ? '、' : ', '
  return (
    <article className="open-warning">
      <p className="open-warning-head">
        <WarningMark colour={colour}>
          {event[language]} {t(`warnings.colour.${colour ?? 'none'}`)}
        </WarningMark>
        <span>{areas.map((names) => names[language]).join(separator)}</span>
        <span>{t('warnings.until', { time: format.moment(untilAt, now, 'PT1M') })}</span>
      </p>
      <h3>{headline[language]}</h3>
      {description && <p>{description[language]}</p>}
      {instruction && <p className="open-warning-do">{instruction[language]}</p>}
      <p className="open-warning-from">
        {t('warnings.from', { sender: sender[language] })} {warning.cap !== undefined && <a href={warning.cap}>CAP</a>}
      </p>
    </article>
  )
}
