import { useCity, useNames, useT } from '../../state/hooks.ts'

export interface MapToolsProps {
  /** Metrics the map may be coloured by. */
  readonly themes: readonly string[]
  readonly theme: string | undefined
  readonly targetPx: number
  /** Zooming is by buttons; otherwise two fingers do it. */
  readonly canZoom: boolean
  onTheme(metric: string): void
  onZoom(steps: number): void
  /** One level up; undefined when the whole city is shown. */
  readonly onWhole: (() => void) | undefined
}

/** What a person may do with the map, where there is input: colour it by another figure, zoom, go back up. */
export function MapTools({ themes, theme, targetPx, canZoom, onTheme, onZoom, onWhole }: MapToolsProps) {
  const t = useT()
  const city = useCity()
  const name = useNames()
  const offered = [...new Set([...(theme === undefined ? [] : [theme]), ...themes])].flatMap((id) => city.metric(id) ?? [])
  return (
    <div className="map-tools t-small" style={{ '--target': `${targetPx}px` } as React.CSSProperties} data-keep-clear>
      {offered.length > 1 && (
        <select aria-label={t('map.themes')} value={theme} onChange={(event) => onTheme(event.target.value)}>
          {offered.map((metric) => (
            <option key={metric.id} value={metric.id}>
              {name(metric.short ?? metric.names)}
            </option>
          ))}
        </select>
      )}
      {onWhole && (
        <button type="button" aria-label={t('map.whole')} title={t('map.whole')} onClick={onWhole}>
          <Whole />
        </button>
      )}
      {canZoom && (
        <>
          <button type="button" aria-label={t('map.zoom-in')} title={t('map.zoom-in')} onClick={() => onZoom(1)}>
            +
          </button>
          <button type="button" aria-label={t('map.zoom-out')} title={t('map.zoom-out')} onClick={() => onZoom(-1)}>
            −
          </button>
        </>
      )}
    </div>
  )
}

/** Four corners drawn outward: the whole plate. */
function Whole() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  )
}
