import type { FollowUp } from '#contract/decision.ts'
import type { Point } from '#contract/point.ts'
import { useCity, useFormat, useNames } from '../../state/hooks.ts'
import { useAreaName } from '../use-addressee.ts'
import { useDecisionWords } from './use-decision-words.ts'

/** What a figure of a card is called and how it reads; its bare name where this remit does not know the metric. */
export function useFigureWords() {
  const city = useCity()
  const name = useNames()
  const format = useFormat()
  const areaName = useAreaName()
  const w = useDecisionWords()
  const metricName = (id: string) => {
    const metric = city.metric(id)
    return metric ? name(metric.short ?? metric.names) : id
  }
  const value = (id: string, figure: number | null) => {
    const metric = city.metric(id)
    if (!metric) return figure === null ? '–' : String(figure)
    const { text, unit } = format.figure(figure, metric)
    return `${text} ${unit}`.trim()
  }
  return {
    metricName,
    value,
    areaName,
    point: (point: Point) => value(point.metric, point.value),
    followUp: ({ metric, area, direction, target, at }: FollowUp) =>
      w('score.ask', {
        ...{ metric: metricName(metric), area: areaName(area), direction: w(`score.${direction}`) },
        ...{ target: value(metric, target), time: `${format.date(at).slice(5)} ${format.time(at)}` },
      }),
  }
}
