import { useMemo } from 'react'
import { panelSeries } from '#contract/scene-series.ts'
import { alarmSeries } from '../panels/alarms/model.ts'
import { useAlarms } from '../panels/alarms/use-alarms.ts'
import { useCity, usePlace, usePoints } from '../state/hooks.ts'
import { type CityState, cityState } from './city-state.ts'

/** What the header and the footer say, kept true. */
export function useCityState(): CityState {
  const city = useCity()
  const { area } = usePlace()
  const { alarms } = useAlarms()
  const limits = usePoints(useMemo(() => alarmSeries(city, area), [city, area]))
  const feeds = usePoints(useMemo(() => panelSeries({ type: 'links' }, area, city), [city, area]))
  return useMemo(() => cityState(city, area, { alarms, limits, feeds }), [city, area, alarms, limits, feeds])
}
