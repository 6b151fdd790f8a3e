import { useFormat, useNames, useProfile, useT } from '../../../state/hooks.ts'
import { Mark } from './mark.tsx'
import type { KindCount } from './model.ts'
import type { Things } from './use-things.ts'

/** Counts by kind beside their marks; where there is input, each kind can be taken off the map, and all are listed. */
export function ThingsLegend({ things, isWide, onList }: { things: Things; isWide: boolean; onList(): void }) {
  const t = useT()
  const format = useFormat()
  const { contract } = useProfile()
  const { model, tracking } = things
  if (tracking.kind === 'refused')
    return <p className="map-things t-small">{t('things.refused', { reason: t.error(tracking.code) })}</p>
  if (!model) return null
  const coarse = tracking.kind === 'following' ? tracking.things.keptEveryMs : 0
  const total = model.counts.reduce((sum, { placed, unplaced }) => sum + placed + unplaced, 0)
  const style = { '--target': `${contract.minTargetPx}px` } as React.CSSProperties
  return (
    <fieldset className="map-things t-small" style={style} data-keep-clear data-things={total}>
      <legend className="visually-hidden">{t('things.label')}</legend>
      {isWide && model.counts.map((count) => <Kind key={count.kind.id} count={count} onToggle={things.toggle} />)}
      {model.unplaced > 0 && isWide && <p className="dim">{t('things.unplaced', { n: format.number(model.unplaced, 0) })}</p>}
      {coarse > 0 && <p className="dim">{t('things.coarse', { span: format.span(coarse) })}</p>}
      {contract.hasInput && (
        <button type="button" className="map-things-list-open" onClick={onList}>
          {t('things.list', { n: format.number(total, 0) })}
        </button>
      )}
    </fieldset>
  )
}

function Kind({ count, onToggle }: { count: KindCount; onToggle(kind: string): void }) {
  const { kind, placed, isHidden } = count
  const { contract } = useProfile()
  const format = useFormat()
  const name = useNames()
  const words = (
    <>
      <Mark kind={kind} />
      <span>{name(kind.names)}</span>
      <span className="fig">{format.number(placed, 0)}</span>
    </>
  )
  if (!contract.hasInput) return <p className="map-thing-kind">{words}</p>
  return (
    <button type="button" className="map-thing-kind" aria-pressed={!isHidden} onClick={() => onToggle(kind.id)}>
      {words}
    </button>
  )
}
