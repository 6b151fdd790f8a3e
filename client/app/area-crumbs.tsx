import { useRef, useState } from 'react'
import type { Area } from '#contract/area.ts'
import { usePutAway } from '../design/use-put-away.ts'
import { useCity, useNames, usePlace, useProfile, useT } from '../state/hooks.ts'

/** 东莞市 › 片区 › 镇街: where the screen is drilled to. The last crumb opens every zone and town: two taps to any. */
export function AreaCrumbs() {
  const city = useCity()
  const name = useNames()
  const t = useT()
  const { area: code, open } = usePlace()
  const { width, displayClass } = useProfile()
  const [isOpen, setOpen] = useState(false)
  const ref = useRef<HTMLLIElement>(null)
  const path = city.tree.path(code).toReversed()
  const short = displayClass === 'mobile' && width < 700
  const label = (area: Area) => name(short || area.level !== 'city' ? (area.short ?? area.names) : area.names)
  usePutAway(ref, isOpen, setOpen)
  return (
    <nav aria-label={t('nav.here')}>
      <ol className="crumbs t-name">
        {path.slice(short ? -2 : 0, -1).map((area) => (
          <li key={area.code}>
            <button type="button" className="crumb" onClick={() => open(area.code)}>
              {label(area)}
            </button>
            <span className="dim">›</span>
          </li>
        ))}
        <li ref={ref} className="menu">
          <button type="button" className="chip" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} aria-current="location">
            {label(path.at(-1) as Area)}
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <path d="m1.500 3.500 3.500 3.500 3.500-3.500" fill="none" stroke="currentColor" strokeWidth="1.500" />
            </svg>
          </button>
          {isOpen && (
            <AreaSheet
              onOpen={(next) => {
                open(next)
                setOpen(false)
              }}
            />
          )}
        </li>
      </ol>
    </nav>
  )
}

/** Every zone with its towns, and the communities of the open town; for those who see one town only, its communities. */
function AreaSheet({ onOpen }: { onOpen(code: string): void }) {
  const city = useCity()
  const name = useNames()
  const { area: code } = usePlace()
  const { root } = city.tree
  const here = city.area(code)
  const town = here?.level === 'community' ? here.parent : here?.level === 'town' ? here.code : undefined
  const option = (area: Area) => (
    <button
      key={area.code}
      type="button"
      className="area-option"
      onClick={() => onOpen(area.code)}
      aria-current={area.code === code ? 'location' : undefined}
    >
      {name(area.short ?? area.names)}
    </button>
  )
  return (
    <div className="menu-sheet area-groups t-name">
      {option(root)}
      {town !== undefined && city.tree.children(town).length > 0 && (
        <div className="area-members">{city.tree.children(town).map(option)}</div>
      )}
      {(town === root.code ? [] : city.tree.children(root.code)).map((zone) => (
        <div key={zone.code} className="area-group">
          {option(zone)}
          <div className="area-members">{city.tree.children(zone.code).map(option)}</div>
        </div>
      ))}
    </div>
  )
}
