import { areaTree, metricAreas } from '#contract/catalogue.ts'
import { needsParts } from '#contract/metric.ts'
import { loadCity } from '../city/load-city.ts'
import type { Written } from './writers.ts'

/** A figure of the city that a drill can write: the first that is a bare value, in the first area that reports it. */
export async function drilledFigure(city: string | undefined): Promise<Pick<Written, 'metric' | 'area'>> {
  const { catalogue } = await loadCity(city)
  const tree = areaTree(catalogue.areas)
  const metric = catalogue.metrics.find((one) => !needsParts(one))
  const [area] = metric ? metricAreas(metric, tree).reports : []
  if (!metric || area === undefined) throw new Error('the city has no figure that could be written')
  return { metric: metric.id, area }
}
