import { type ComponentType, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { parseSeriesKey } from '#contract/series.ts'
import type { LineageCardProps, Opened } from './lineage-card.tsx'

interface LineageLayerProps {
  readonly card: ComponentType<LineageCardProps>
  foot?(series: ResolvedSeries): ReactNode
}

/** A pointer must rest on a figure this long before its lineage opens, in ms: passing over opens nothing. */
const REST_MS = 260

/**
 * The lineage of whatever figure is hovered, focused or pressed on this screen: one layer listens for all of them, by the
 * `data-series` they carry. It is told on a `card`, which may still have to be fetched; `foot` is what may be done with the figure,
 * where there is anything.
 */
export function LineageLayer({ card: LineageCard, foot }: LineageLayerProps) {
  const [opened, setOpened] = useState<Opened>()
  const held = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const seriesOf = (target: EventTarget | null) => {
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-series]') : null
      const series = element?.dataset.series ? parseSeriesKey(element.dataset.series) : undefined
      return element && series ? { element, series } : undefined
    }
    let under: Element | null | undefined
    // Moves, and not what the pointer is over: what comes to lie under a pointer at rest was not pointed at, so a scene that
    // changes opens nothing.
    const onMove = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return
      const found = seriesOf(event.target)
      const isOnCard = held.current?.contains(event.target as Node) ?? false
      const over = found?.element ?? (isOnCard ? held.current : null)
      if (over === under) return
      under = over
      clearTimeout(timer)
      if (found) timer = setTimeout(() => setOpened((open) => (open?.isPinned ? open : openAt(found, false))), REST_MS)
      else if (!isOnCard) setOpened((open) => (open?.isPinned ? open : undefined))
    }
    const onPress = (event: MouseEvent) => {
      clearTimeout(timer)
      const found = seriesOf(event.target)
      if (found && !held.current?.contains(event.target as Node)) {
        event.stopPropagation()
        setOpened(openAt(found, true))
      } else if (!held.current?.contains(event.target as Node)) setOpened(undefined)
    }
    const onFocus = (event: FocusEvent) => {
      const found = seriesOf(event.target)
      if (found?.element.matches(':focus-visible')) setOpened(openAt(found, false))
    }
    const onBlur = (event: FocusEvent) => {
      if (!held.current?.contains(event.relatedTarget as Node | null)) setOpened((open) => (open?.isPinned ? open : undefined))
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpened(undefined)
    }
    const close = () => {
      under = undefined
      setOpened(undefined)
    }
    document.addEventListener('pointermove', onMove)
    document.addEventListener('click', onPress)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', onBlur)
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', close, { capture: true, passive: true })
    addEventListener('resize', close)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointermove', onMove)
      document.removeEventListener('click', onPress)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', onBlur)
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', close, { capture: true })
      removeEventListener('resize', close)
    }
  }, [])
  if (!opened) return null
  return (
    <div ref={held}>
      <Suspense>
        <LineageCard opened={opened} onClose={() => setOpened(undefined)}>
          {foot?.(opened.series)}
        </LineageCard>
      </Suspense>
    </div>
  )
}

function openAt({ element, series }: { element: HTMLElement; series: ResolvedSeries }, isPinned: boolean): Opened {
  return { series, at: element.getBoundingClientRect(), isPinned }
}
