import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import type { Panel } from '#contract/scene.ts'
import { Glyph } from '../design/glyph.tsx'
import { useMeasuredBox } from '../design/measured-box.ts'
import { useNear } from '../design/near.ts'
import { useStood } from '../design/stood.ts'
import { useCity, useConnection, useFormat, useLanguage, useNames, useProfile, useT } from '../state/hooks.ts'
import { SightContext } from '../state/sight.ts'
import { naturalHeight } from './natural-height.ts'
import { panelName } from './panel-name.ts'
import type { PanelProps } from './panel-props.ts'
import { PANELS } from './registry.ts'
import { useSight } from './use-sight.ts'

/** Where data is dear, panels further down come when a thumb does, or after this long, ms: the first view stands then. */
const FURTHER_DOWN_AFTER_MS = 3_000

type AnyPanel = ComponentType<PanelProps<Panel['type']>>

export interface PanelFrameProps {
  readonly id: string
  readonly panel: Panel
  readonly area: string
  /** The row is as high as its panel needs; otherwise the panel fits the row. */
  readonly isNatural?: boolean
  /** Told once the panel is there, or has failed: from then on it is about as high as it stays. */
  onSettled?(id: string): void
}

/**
 * The frame of a panel: hairline, measured content box, and the fault card. A panel that fails is replaced in place and
 * tried again; its neighbours do not blink. While the line is down, every frame says since when its figures are old.
 */
export function PanelFrame({ id, panel, area, isNatural = false, onSettled }: PanelFrameProps) {
  const profile = useProfile()
  const city = useCity()
  const name = useNames()
  const language = useLanguage()
  const t = useT()
  const [ref, box] = useMeasuredBox<HTMLDivElement>()
  const [attempt, setAttempt] = useState(0)
  const [reached, setState] = useState<'loading' | 'ready' | 'fault'>('loading')
  const sight = useSight(ref, isNatural)
  const isLazy = isNatural && profile.contract.isFrugal
  const isNear = useNear(ref, isLazy)
  const hasStood = useStood(isLazy ? FURTHER_DOWN_AFTER_MS : undefined)
  const isDue = isNear === true || hasStood
  const state = !isDue && isNear === false ? 'later' : reached
  useEffect(() => {
    if (reached !== 'loading') onSettled?.(id)
  }, [reached, id, onSettled])
  const Body = useMemo(() => {
    // A module that failed to arrive is asked for again with each attempt, hence the new component.
    void attempt
    return lazy(PANELS[panel.type] as () => Promise<{ default: AnyPanel }>)
  }, [panel.type, attempt])
  const title = panelName(panel, city, name, t)
  const isCanvas = panel.type === 'map' || panel.type === 'trend'
  const height = isNatural && box ? naturalHeight(panel, { area, width: box.width, city, profile, language }) : box?.height
  return (
    <section className={`panel panel-${panel.type}`} data-panel={id} data-type={panel.type} data-state={state} aria-label={title}>
      <div
        className="panel-body"
        ref={ref}
        style={
          isNatural && height !== undefined
            ? isCanvas || !isDue
              ? { height }
              : { containIntrinsicBlockSize: `auto ${height}px` }
            : undefined
        }
      >
        {!isDue && <PanelTitle type={panel.type} title={title} />}
        {isDue && box && height !== undefined && (
          <FaultBoundary
            key={attempt}
            fallback={(error) => (
              <FaultCard
                id={id}
                title={title}
                code={codeOf(error)}
                attempt={attempt + 1}
                onRetry={() => {
                  setState('loading')
                  setAttempt(attempt + 1)
                }}
                onShown={() => setState('fault')}
              />
            )}
          >
            <Suspense fallback={<PanelTitle type={panel.type} title={title} />}>
              <SightContext value={sight}>
                <Body id={id} panel={panel} area={area} width={box.width} height={height} />
              </SightContext>
              <Mounted onMount={() => setState('ready')} />
            </Suspense>
          </FaultBoundary>
        )}
      </div>
      <NotLive />
    </section>
  )
}

/** What stands in the place of a panel that is still to come. A map writes its name elsewhere. */
function PanelTitle({ type, title }: { readonly type: Panel['type']; readonly title: string }) {
  return <h2 className="t-heading panel-title">{type === 'map' ? '' : title}</h2>
}

/** Says on every tile that it is not live, and since when. */
function NotLive() {
  const connection = useConnection()
  const t = useT()
  const format = useFormat()
  if (connection.kind === 'live' || connection.kind === 'connecting') return null
  return (
    <p className="not-live t-small">
      <Glyph kind="off" /> {t('connection.tile', { time: format.seconds(connection.sinceAt) })}
    </p>
  )
}

/** Tells once that what stands beside it is there. */
function Mounted({ onMount }: { onMount(): void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is mounted
  useEffect(onMount, [])
  return null
}

/** First pause before a failed panel is tried again, and the longest, in seconds. */
const FIRST_PAUSE_S = 8
const LONGEST_PAUSE_S = 120

interface FaultCardProps {
  readonly id: string
  readonly title: string
  readonly code: string
  readonly attempt: number
  onRetry(): void
  onShown(): void
}

function FaultCard({ id, title, code, attempt, onRetry, onShown }: FaultCardProps) {
  const t = useT()
  const { contract } = useProfile()
  const [left, setLeft] = useState(Math.min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (attempt - 1)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the card appears
  useEffect(onShown, [])
  useEffect(() => {
    const timer = setTimeout(() => (left <= 1 ? onRetry() : setLeft(left - 1)), 1000)
    return () => clearTimeout(timer)
  }, [left, onRetry])
  return (
    <div className="fault">
      <h2 className="t-heading panel-title">{title}</h2>
      <div className="fault-card">
        <p className="t-name strong">
          <Glyph kind="fault" /> {t('fault.title')}
        </p>
        <p className="t-small soft">{t('fault.neighbours')}</p>
        <p className="t-small dim">{t('fault.again', { n: attempt, s: left })}</p>
        {contract.hasInput && (
          <button type="button" className="retry t-small" onClick={onRetry}>
            {t('fault.retry')}
          </button>
        )}
      </div>
      <p className="t-small dim">{t('fault.code', { id, code })}</p>
    </div>
  )
}

interface BoundaryProps {
  readonly fallback: (error: unknown) => ReactNode
  readonly children: ReactNode
}

class FaultBoundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined }
  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') }
  }
  override render() {
    return this.state.error === undefined ? this.props.children : this.props.fallback(this.state.error)
  }
}

/** Four characters by which two people can tell that they speak of the same fault. */
function codeOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  let hash = 0
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) as number)) & 0xffff
  return hash.toString(16).padStart(4, '0')
}
