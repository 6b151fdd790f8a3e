import { useEffect, useRef, useState } from 'react'
import { useFormat, useNames, useT } from '../../../state/hooks.ts'
import type { MovingThings } from '../../../state/moving-things.ts'
import { Heard } from './card.tsx'
import { Mark } from './mark.tsx'
import { thingsList } from './model.ts'
import type { Things } from './use-things.ts'

/**
 * Everything on the map as a list, for those who do not see it or look for one thing: by kind and by name, those nobody knows
 * the place of first. Escape closes it.
 */
export function ThingsListLayer({ things, of, now, onClose }: { things: Things; of: MovingThings; now: number; onClose(): void }) {
  const t = useT()
  const format = useFormat()
  const name = useNames()
  const [sought, setSought] = useState('')
  const box = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const { rows, more } = thingsList(of, things.kinds, things.hidden, sought, now)
  const choose = (index: number) => {
    things.choose(index)
    onClose()
  }
  return (
    <dialog
      ref={box}
      open
      className="map-things-list t-small"
      aria-label={t('things.label')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <p className="map-things-head">
        <input
          ref={field}
          type="search"
          value={sought}
          placeholder={t('things.search')}
          aria-label={t('things.search')}
          onChange={(event) => setSought(event.target.value)}
        />
        <button type="button" onClick={onClose}>
          {t('things.close')}
        </button>
      </p>
      <p className="map-things-kinds">
        {things.model?.counts.map(({ kind, placed, unplaced, isHidden }) => (
          <button
            key={kind.id}
            type="button"
            className="map-thing-kind"
            aria-pressed={!isHidden}
            onClick={() => things.toggle(kind.id)}
          >
            <Mark kind={kind} />
            <span>{name(kind.names)}</span>
            <span className="fig">{format.number(placed + unplaced, 0)}</span>
          </button>
        ))}
      </p>
      <ul>
        {rows.map((words) => (
          <li key={words.index}>
            <button type="button" onClick={() => choose(words.index)}>
              <Mark kind={words.kind} state={words.state} />
              <span className="strong">{name(words.names)}</span>
              <span className="soft">
                {name(words.kind.names)} · <Heard words={words} now={now} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="soft">{t('things.none')}</p>}
      {more > 0 && <p className="dim">{t('things.more', { n: format.number(more, 0) })}</p>}
    </dialog>
  )
}
