import type { OpenAudience } from '#contract/open.ts'
import { OPEN_PATHS } from './open-address.ts'
import type { Telling } from './open-model.ts'
import type { OpenReading } from './open-reader.ts'

/** Terms, licence, sources, how few people are protected, and where programs read. */
export function OpenFoot({
  telling,
  audience,
  reading,
}: {
  readonly telling: Telling
  readonly audience: OpenAudience
  readonly reading: OpenReading
}) {
  const { catalogue, language, t, format, now } = telling
  const newest = Math.max(...[...reading.blocks.values()].map(({ at }) => at))
  const [scene] = catalogue.scenes
  const path = OPEN_PATHS[audience]
  return (
    <footer className="open-foot">
      <section>
        <h2>{t('foot.terms')}</h2>
        <p>{catalogue.terms[language]}</p>
        <p>
          {t('foot.licence')}：{catalogue.licence[language]}
        </p>
      </section>
      <section>
        <h2>{t('foot.protection')}</h2>
        <p>{t('foot.protection.line')}</p>
      </section>
      <section>
        <h2>{t('foot.programs')}</h2>
        <p>{t('foot.programs.line')}</p>
        <p className="open-addresses">
          <a href={`${path}/catalogue`}>{path}/catalogue</a>
          {scene && <a href={`${path}/blocks/${scene.id}`}>{`${path}/blocks/${scene.id}`}</a>}
        </p>
      </section>
      <section>
        <h2>{t('foot.sources')}</h2>
        <p>{catalogue.departments.map(({ names, short }) => (short ?? names)[language]).join(language === 'zh' ? '、' : ', ')}</p>
      </section>
      <p className="open-made">
        {Number.isFinite(newest) && (
          <span>{t('foot.made', { time: `${format.date(newest)} ${format.time(Math.min(newest, now))}` })}</span>
        )}
        <a href={audience === 'public' ? '/enterprise' : '/open'}>{t(audience === 'public' ? 'foot.enterprise' : 'foot.public')}</a>
      </p>
    </footer>
  )
}
