import type { ReactNode } from 'react'
import { Mark } from '../../design/mark.tsx'
import { useCityPlate } from '../page/city-plate.ts'
import { usePage } from '../page/page-context.ts'
import { CityRipples } from '../parts/city-ripples.tsx'
import { PageSwitches } from '../parts/page-switches.tsx'
import { WallClock } from '../parts/wall-clock.tsx'

/** The front door: on one side the city, on the other what is asked. `isWide` gives the asking the whole page. */
export function DoorFrame({ title, children, isWide = false }: { title: string; children: ReactNode; isWide?: boolean }) {
  const { w, name, profile } = usePage()
  const plate = useCityPlate()
  const city = plate ? name(plate.names) : undefined
  return (
    <div className={isWide ? 'door is-wide' : 'door'}>
      <section className="door-plate" aria-label={city ?? '观澜'}>
        <CityRipples />
        <div className="door-name">
          <Mark size={Math.round(profile.text.hero * 1.7)} />
          <div>
            <p className="door-city">{city ?? w('door.product')}</p>
            <p className="door-line">{w('door.line')}</p>
          </div>
        </div>
        {!isWide && (
          <div className="door-foot">
            <WallClock />
            <p className="door-audited">{w('door.audited')}</p>
          </div>
        )}
      </section>
      <main className="door-pane">
        <div className="door-switches">
          <PageSwitches />
        </div>
        <div className="door-asking">
          <h1 className="door-title">{title}</h1>
          {children}
        </div>
        <p className="door-small">{w('door.audited')}</p>
      </main>
    </div>
  )
}
