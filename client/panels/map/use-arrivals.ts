import { useMemo } from 'react'
import type { Alarm } from '#contract/alarm.ts'
import { useCity, useFormat, useNames, useNow, useT } from '../../state/hooks.ts'
import { useMatters } from '../../state/use-matters.ts'
import type { Arriving } from '../../viz/map/arrivals.tsx'

const OPEN_ALARMS = { kind: 'alarm' } as const

/** What is expected and what has come differ from one minute to the next, ms. */
const LOOK_MS = 60_000

/** What open alarms expect to come to towns, as the map draws it and in words. */
export function useArrivals(): { readonly arriving: readonly Arriving[]; readonly words: string } {
  const followed = useMatters(OPEN_ALARMS)
  const city = useCity()
  const name = useNames()
  const format = useFormat()
  const t = useT()
  const now = useNow(LOOK_MS)
  return useMemo(() => {
    const alarms = followed.kind === 'following' ? (followed.matters as readonly Alarm[]) : []
    const expecting = alarms.filter(({ state }) => state.condition.kind === 'raised' && (state.arrivals?.length ?? 0) > 0)
    const arriving = expecting.map(({ id, state }): Arriving => {
      const inTime = [...(state.arrivals ?? [])].sort((a, b) => a.at - b.at)
      const stops = inTime.map(({ area, at }) => {
        const hasCome = at <= now
        return { code: area, hasCome, words: t(hasCome ? 'map.arrived' : 'map.arrives', { time: format.time(at) }) }
      })
      return { id, towns: [{ code: state.area, words: '', hasCome: true }, ...stops] }
    })
    const said = arriving.flatMap(({ towns }) =>
      towns.flatMap(({ code, words }) => {
        const area = city.area(code)
        return words === '' || !area ? [] : [`${name(area.short ?? area.names)} ${words}`]
      }),
    )
    return { arriving, words: said.length > 0 ? t('map.arrivals', { list: said.join(t('list.and')) }) : '' }
  }, [followed, city, name, format, t, now])
}
