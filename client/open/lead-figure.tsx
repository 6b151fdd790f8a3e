import { CityCurve } from './city-curve.tsx'
import { FigureDetail } from './figure-detail.tsx'
import type { FigureParts } from './figure-parts.ts'
import { FigureValue, OfCity } from './figure-value.tsx'
import { figureModel } from './open-model.ts'
import { TrustLine } from './trust-line.tsx'

/** The first figure of a scene, large, with its curve; the rest of what is known of it opens below. */
export function LeadFigure({ figure, told, telling }: FigureParts) {
  const model = figureModel(figure, told, telling)
  const { t, area, catalogue } = telling
  const isDrawn = told !== undefined && area === catalogue.city.area
  return (
    <details className="open-lead">
      <summary aria-label={t('detail.open', { name: model.name })}>
        <span className="open-lead-name">
          {model.name} <OfCity model={model} word={t('area.of-city')} />
        </span>
        <span className="open-lead-value">
          <FigureValue value={model.value} isStale={model.isStale} />
          {model.band !== undefined && <b className={model.isStale ? 'is-stale' : ''}>{model.band}</b>}
        </span>
        {isDrawn && (
          <CityCurve
            curve={told.curve}
            label={t('detail.curve', { value: model.value.text })}
            width={170}
            height={56}
            isStale={model.isStale}
          />
        )}
        <TrustLine model={model} />
        <Chevron />
      </summary>
      <FigureDetail figure={figure} told={told} telling={telling} isDrawn={isDrawn} />
    </details>
  )
}

export function Chevron() {
  return (
    <svg className="open-chevron" viewBox="0 0 12 8" aria-hidden="true">
      <path d="m1.5 1.5 4.5 4.5 4.5-4.5" />
    </svg>
  )
}
