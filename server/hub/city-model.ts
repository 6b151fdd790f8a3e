import { areaTree, type Catalogue, type MetricAreas, metricAreas } from '#contract/catalogue.ts'
import { type WindowCalendar, windowCalendar } from '#contract/window.ts'
import type { CityModel } from './hub-port.ts'

/** Finding the offsets of a time zone takes some twenty milliseconds; they are the same for every city of the zone. */
const calendars = new Map<string, WindowCalendar>()

/**
 * The catalogue as the hub uses it: looked up by id, each metric's areas worked out once and kept.
 * Throws Error for an area tree that is none and RangeError for a time zone that the platform does not know.
 */
export function cityModel(catalogue: Pick<Catalogue, 'areas' | 'metrics' | 'city'>): CityModel {
  const tree = areaTree(catalogue.areas)
  const metrics = new Map(catalogue.metrics.map((metric) => [metric.id, metric]))
  const known = new Map<string, MetricAreas>()
  return {
    tree,
    calendar: calendarOf(catalogue.city.timeZone),
    metrics,
    metricAreas: (id) => {
      const found = known.get(id)
      if (found) return found
      const metric = metrics.get(id)
      if (!metric) throw new Error(`metric ${id} is not in the catalogue`)
      const areas = metricAreas(metric, tree)
      known.set(id, areas)
      return areas
    },
  }
}

function calendarOf(timeZone: string): WindowCalendar {
  const known = calendars.get(timeZone) ?? windowCalendar(timeZone)
  calendars.set(timeZone, known)
  return known
}
