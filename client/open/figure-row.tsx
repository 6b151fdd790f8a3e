import { FigureDetail } from './figure-detail.tsx'
import type { FigureParts } from './figure-parts.ts'
import { FigureValue, OfCity } from './figure-value.tsx'
import { Chevron } from './lead-figure.tsx'
import { figureModel } from './open-model.ts'
import { TrustLine } from './trust-line.tsx'

/** A figure in a line; what it means and its areas open below. */
export function FigureRow({ figure, told, telling }: FigureParts) {
  const model = figureModel(figure, told, telling)
  const { t } = telling
  return (
    <li className="open-row">
      <details>
        <summary aria-label={t('detail.open', { name: model.name })}>
          <span className="open-row-name">
            {model.name} <OfCity model={model} word={t('area.of-city')} />
          </span>
          <FigureValue value={model.value} isStale={model.isStale} />
          <TrustLine model={model} />
          <Chevron />
        </summary>
        <FigureDetail figure={figure} told={told} telling={telling} />
      </details>
    </li>
  )
}
