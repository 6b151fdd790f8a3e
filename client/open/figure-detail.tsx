import { CityCurve } from './city-curve.tsx'
import { hasCurve } from './curve-path.ts'
import type { FigureParts } from './figure-parts.ts'
import { FigureValue } from './figure-value.tsx'
import { memberModels, releasePace, valueText, whenOf } from './open-model.ts'

/** What a figure means, where it comes from, how it is published and protected, and its areas in order. */
export function FigureDetail({
  figure,
  told,
  telling,
  isDrawn = false,
}: FigureParts & {
  /** The city's curve stands beside the figure already. */
  readonly isDrawn?: boolean
}) {
  const { catalogue, language, t } = telling
  const department = catalogue.departments.find(({ id }) => id === figure.department)
  const members = told ? memberModels(figure, told, telling) : []
  return (
    <div className="open-detail">
      <p className="open-meaning">{figure.meaning[language]}</p>
      {told && !isDrawn && hasCurve(told.curve) && (
        <figure>
          <figcaption>{t('detail.curve.name')}</figcaption>
          <CityCurve
            curve={told.curve}
            label={t('detail.curve', { value: valueText(figure, told.cells[0], telling).text })}
            width={320}
            height={72}
            isStale={told.freshness === 'late' || told.freshness === 'silent'}
          />
        </figure>
      )}
      <dl>
        <dt>{t('detail.source')}</dt>
        <dd>{department?.names[language]}</dd>
        {told && (
          <>
            <dt>{t('detail.time')}</dt>
            <dd>
              {whenOf(figure, told, telling)}
              {told.coverage.reported < told.coverage.expected && ` · ${t('when.partial', told.coverage)}`}
            </dd>
          </>
        )}
        <dt>{t('detail.pace')}</dt>
        <dd>{releasePace(figure, t)}</dd>
        {figure.threshold !== undefined && (
          <>
            <dt>{t('detail.protection')}</dt>
            <dd>{t('detail.protection.long', { threshold: figure.threshold })}</dd>
          </>
        )}
      </dl>
      {members.length > 1 && (
        <>
          <h4>{t(figure.depth === 'zone' ? 'detail.members.zone' : 'detail.members.town')}</h4>
          <ol className="open-members">
            {members.map(({ code, name, value, share }) => (
              <li key={code}>
                <span>{name}</span>
                <span className="open-member-bar" aria-hidden="true">
                  <i style={{ width: `${share * 100}%` }} />
                </span>
                <FigureValue value={value} />
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
