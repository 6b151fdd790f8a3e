import type { FigureModel, ValueText } from './open-model.ts'

/** A value as it is set: digits and unit, or a word where there is none. Never a zero that is not one. */
export function FigureValue({ value, isStale = false }: { readonly value: ValueText; readonly isStale?: boolean }) {
  if (value.state === 'reading') return <span className="open-value is-reading" aria-hidden="true" />
  if (value.state !== 'known')
    return (
      <span className={`open-value is-${value.state}`}>
        {value.state === 'protected' && <Shield />}
        {value.text}
      </span>
    )
  return (
    <span className={`open-value${isStale ? ' is-stale' : ''}`}>
      <span className="fig">{value.text}</span>
      <span className="open-unit">{value.unit}</span>
    </span>
  )
}

/** The name of the area a figure is for, where it is not the one that was picked. */
export function OfCity({ model, word }: { readonly model: FigureModel; readonly word: string }) {
  return model.isOfCity ? <span className="open-of-city">{word}</span> : null
}

function Shield() {
  return (
    <svg className="open-shield" viewBox="0 0 14 16" aria-hidden="true">
      <path d="M7 1.2 12.6 3v4.6c0 3.2-2.1 5.6-5.6 7.2-3.5-1.6-5.6-4-5.6-7.2V3Z" />
    </svg>
  )
}
