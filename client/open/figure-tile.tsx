import type { FigureParts } from './figure-parts.ts'
import { FigureValue, OfCity } from './figure-value.tsx'
import { figureModel } from './open-model.ts'
import { TrustLine } from './trust-line.tsx'

/** A tile that says in a word how things are, and then the figure. Its name leads to the scene that knows more of it. */
export function FigureTile({ figure, told, telling, more }: FigureParts & { readonly more: string | undefined }) {
  const model = figureModel(figure, told, telling)
  const { t } = telling
  const isWord = model.band !== undefined
  return (
    <li className="open-tile">
      <h3>
        {more === undefined ? (model.topic ?? model.name) : <a href={`#${more}`}>{model.topic ?? model.name}</a>}{' '}
        <OfCity model={model} word={t('area.of-city')} />
      </h3>
      <p className={`open-word${model.isStale ? ' is-stale' : ''}`}>{isWord ? model.band : <FigureValue value={model.value} />}</p>
      {isWord && (
        <p className="open-tile-figure">
          <FigureValue value={model.value} isStale={model.isStale} />
        </p>
      )}
      <TrustLine model={model} />
    </li>
  )
}
