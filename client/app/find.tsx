import { useEffect, useId, useRef, useState } from 'react'
import { panelMetrics } from '#contract/scene-series.ts'
import type { Key } from '../i18n/zh.ts'
import { useCity, useNames, usePlace, useProfile, useT } from '../state/hooks.ts'
import { type Found, findAnything, sceneOfMetric } from './find-model.ts'

const OPEN_EVENT = 'guanlan:find'
const HEADINGS: Record<Found['kind'], Key> = { scene: 'search.scenes', area: 'search.areas', metric: 'search.metrics' }

/** Opens the search from anywhere: press, ⌘K, Ctrl K or `/`. */
export function FindButton({ isWide = false }: { isWide?: boolean }) {
  const t = useT()
  return (
    <button
      type="button"
      className={isWide ? 'side-search' : 'icon-press'}
      onClick={() => dispatchEvent(new Event(OPEN_EVENT))}
      aria-label={t('search.title')}
    >
      {isWide ? (
        <>
          {t('search.title')} <kbd>⌘K</kbd>
        </>
      ) : (
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
          <circle cx="9.500" cy="9.500" r="6.500" fill="none" stroke="currentColor" strokeWidth="1.700" />
          <path d="m14.500 14.500 5 5" stroke="currentColor" strokeWidth="1.700" strokeLinecap="round" />
        </svg>
      )}
    </button>
  )
}

/** One box over the page: scenes, areas, metrics. */
export function Find() {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const open = () => setOpen(true)
    const onKey = (event: KeyboardEvent) => {
      // Somebody's own list looks for what was meant.
      if (event.defaultPrevented) return
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if ((event.key === 'k' && (event.metaKey || event.ctrlKey)) || (event.key === '/' && !isTyping)) {
        event.preventDefault()
        setOpen(true)
      }
    }
    addEventListener(OPEN_EVENT, open)
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener(OPEN_EVENT, open)
      removeEventListener('keydown', onKey)
    }
  }, [])
  return isOpen ? <FindBox onClose={() => setOpen(false)} /> : null
}

function FindBox({ onClose }: { onClose(): void }) {
  const city = useCity()
  const name = useNames()
  const t = useT()
  const place = usePlace()
  const { contract } = useProfile()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const found = findAnything(city, text)
  const chosen = Math.min(at, found.length - 1)
  useEffect(() => {
    const before = document.activeElement
    input.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is brought into sight
  useEffect(() => document.getElementById(`${list}-${chosen}`)?.scrollIntoView({ block: 'nearest' }), [chosen, list, text])
  const go = (one: Found | undefined) => {
    if (!one) return
    onClose()
    if (one.kind === 'scene') place.show(one.id)
    else if (one.kind === 'area') place.open(one.id)
    else {
      const shows = (scene: string, metric: string) =>
        Object.values(city.scene(scene)?.panels ?? {}).some((panel) => panelMetrics(panel).includes(metric))
      const scene = shows(place.scene, one.id) ? place.scene : sceneOfMetric(city, one.id, shows)
      if (scene) place.show(scene)
    }
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, chosen + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1))
    else if (event.key === 'Enter') go(found[chosen])
    else if (event.key === 'Escape') onClose()
    else if (event.key === 'Tab') input.current?.focus()
    else return
    event.preventDefault()
  }
  return (
    <div
      className="find-shade"
      role="presentation"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="find" role="dialog" aria-modal="true" aria-label={t('search.title')}>
        <input
          ref={input}
          value={text}
          placeholder={t('search.placeholder')}
          aria-label={t('search.placeholder')}
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKey}
        />
        <div className="find-list" id={list} role="listbox" aria-label={t('search.title')}>
          {found.map((one, index) => (
            <div key={`${one.kind}:${one.id}`} role="presentation">
              {one.kind !== found[index - 1]?.kind && (
                <p className="find-group" role="presentation">
                  {t(HEADINGS[one.kind])}
                </p>
              )}
              <button
                type="button"
                role="option"
                id={`${list}-${index}`}
                tabIndex={-1}
                className="find-option"
                aria-selected={index === chosen}
                onClick={() => go(one)}
                onPointerMove={() => setAt(index)}
              >
                <span>{name(one.names)}</span>
                {one.note && <span className="t-small dim">{name(one.note)}</span>}
              </button>
            </div>
          ))}
          {found.length === 0 && <p className="find-group">{t('search.none', { text })}</p>}
        </div>
        {contract.hasHover && <p className="find-keys">{t('search.keys')}</p>}
      </div>
    </div>
  )
}
