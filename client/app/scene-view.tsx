import { type CSSProperties, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Layout, Scene } from '#contract/scene.ts'
import { useMeasuredBox } from '../design/measured-box.ts'
import { useStood } from '../design/stood.ts'
import { PanelFrame } from '../panels/panel-frame.tsx'
import { usePlace, useProfile, useT } from '../state/hooks.ts'
import { gridOf, waitingCells } from './scene-grid.ts'
import { useComposition } from './use-composition.ts'
import { useRecomposition } from './use-recomposition.ts'

/**
 * The scene the screen is at, composed for its display class. Only panels of the chosen layout are mounted. What a shell says
 * around it changes with nearly every patch; the scene is not drawn again for that.
 */
export const SceneView = memo(function SceneView() {
  const { scene: asked, area } = usePlace()
  const { contract, reducedMotion } = useProfile()
  const id = useRecomposition(asked, !contract.hasInput && !reducedMotion)
  const { scene, layout } = useComposition(id)
  const t = useT()
  const [ref, box] = useMeasuredBox<HTMLElement>()
  const isScrolling = layout?.rows.includes(0) ?? false
  useTop(ref, `${id}@${area}`)
  return (
    <main ref={ref} id="content" className={`scene${isScrolling ? ' is-scrolling' : ''}`} tabIndex={-1}>
      {scene && layout && box ? <SceneGrid key={id} scene={scene} layout={layout} area={area} height={box.height} /> : null}
      {!scene && <p className="whole-page">{t('app.no-scene', { name: id })}</p>}
    </main>
  )
})

/** Space below a panel, as a share of the space beside it: the hairline above the next one does the rest. */
const ROW_GAP = 0.55

/** Panels further down are shown after this long even where one above is still on its way, ms. */
const SHOWN_AFTER_MS = 3_000

function SceneGrid({ scene, layout, area, height }: { scene: Scene; layout: Layout; area: string; height: number }) {
  const { gap } = useProfile()
  const rowGap = Math.round(gap * ROW_GAP)
  const { cells, columns, rows } = useMemo(() => gridOf(layout, height), [layout, height])
  const [settled, setSettled] = useState<ReadonlySet<string>>(NONE)
  const settle = useCallback((id: string) => setSettled((before) => new Set([...before, id])), [])
  const isScrolling = layout.rows.includes(0)
  const hasStood = useStood(isScrolling ? SHOWN_AFTER_MS : undefined)
  const waiting = hasStood ? NONE : waitingCells(cells, settled)
  return (
    <div className="scene-grid" style={{ gridTemplateColumns: columns, gridTemplateRows: rows }}>
      {cells.map(({ panel: id, column, columnEnd, row, rowEnd, isNatural, isLast }) => {
        const panel = scene.panels[id]
        if (!panel) return null
        const style: CSSProperties = {
          gridColumn: `${column} / ${columnEnd}`,
          gridRow: `${row} / ${rowEnd}`,
          paddingBottom: isLast ? 0 : rowGap,
          ...(waiting.has(id) && { visibility: 'hidden' }),
        }
        return (
          <div key={id} className="scene-cell" style={style}>
            <PanelFrame id={id} panel={panel} area={area} isNatural={isNatural} {...(isScrolling && { onSettled: settle })} />
          </div>
        )
      })}
    </div>
  )
}

const NONE: ReadonlySet<string> = new Set()

/** Another scene or area is read from its top. */
function useTop(ref: { readonly current: HTMLElement | null }, name: string) {
  const shown = useRef(name)
  useEffect(() => {
    if (shown.current === name) return
    shown.current = name
    ref.current?.scrollTo({ top: 0 })
  }, [ref, name])
}
