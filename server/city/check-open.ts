import type { AreaLevel } from '#contract/area.ts'
import { isBelow } from '#contract/catalogue.ts'
import { nests, type Step } from '#contract/duration.ts'
import { type Metric, sensitivityOf } from '#contract/metric.ts'
import type { OpenFigure, OpenList } from '#contract/open.ts'
import type { Finding } from './finding.ts'
import type { CityFiles } from './read-city.ts'

/**
 * What must hold of open.json before anything of it is published: every figure exists, is meant for its readers and of the
 * open level, and is protected in a way the product can keep. See docs/open-data.md for what each rule prevents.
 */
export function checkOpen({ open: filed, metrics }: CityFiles): Finding[] {
  if (!filed) return []
  const { file, entry: open } = filed
  const known = new Map(metrics.map(({ entry }) => [entry.id, entry]))
  const say = (place: string, sentence: string): Finding => ({ file, place, sentence })
  const missing = open.figures.filter(({ metric }) => !known.has(metric))
  if (missing.length > 0)
    return missing.map(({ metric }) => say(`figure ${metric}`, 'there is no such metric in metrics/*.json; correct the id.'))
  const listed = new Map(open.figures.map((figure) => [figure.metric, figure]))
  const twice = open.figures.filter((figure) => listed.get(figure.metric) !== figure)
  return [
    ...twice.map(({ metric }) =>
      say(`figure ${metric}`, 'is given twice; a figure is published in one way, or its two ways tell more than either.'),
    ),
    ...open.figures.flatMap((figure) => checkFigure(figure, known.get(figure.metric) as Metric, listed, say)),
    ...checkRelations(open, listed, say),
    ...checkScenes(open, known, listed, say),
  ]
}

type Say = (place: string, sentence: string) => Finding

function checkFigure(figure: OpenFigure, metric: Metric, listed: ReadonlyMap<string, OpenFigure>, say: Say): Finding[] {
  const found: Finding[] = []
  const tell = (field: string, sentence: string) => found.push(say(`figure ${metric.id}, ${field}`, sentence))
  const { area, time } = metric.rollUp
  if (isBelow(figure.depth as AreaLevel, metric.level))
    tell('depth', `${figure.depth} is finer than the metric, which is reported by level ${metric.level}.`)
  if (figure.protect === false) {
    if (figure.step !== undefined) tell('step', 'only protected figures are released by step; leave it out.')
    if (area === 'sum' && figure.because === undefined)
      tell('because', 'a sum that is not protected says why it counts nobody; add because, or protect it.')
    return found
  }
  if (figure.step === undefined) tell('step', 'a protected figure is released once per closed window; say of which length.')
  else if (figure.step !== metric.period && !nests(metric.period as Step, figure.step))
    tell('step', `${metric.period}, its period, has no place in ${figure.step}.`)
  if (area !== 'sum' && area !== 'ratio' && area !== 'mean')
    tell('protect', `a ${area} over areas does not add up, so nothing can be promised of it; publish it unprotected or not at all.`)
  if (area === 'sum' && (metric.decimals !== 0 || (metric.scale ?? 1) !== 1))
    tell('protect', 'a protected sum counts whole people or events; this one has decimals or a scale.')
  if (area === 'sum' && time !== 'sum' && time !== 'last' && figure.step !== metric.period)
    tell('step', `over time it is a ${time}, whose parts do not add up to the city; release it at its period ${metric.period}.`)
  for (const part of ['numerator', 'denominator'] as const) {
    const id = figure.protect[part]
    if (id === undefined) continue
    const other = listed.get(id)
    if (area === 'sum') tell(`protect.${part}`, 'only a rate or a mean has parts; leave it out.')
    else if (!other || other.protect === false) tell(`protect.${part}`, `${id} is not a protected figure of this list.`)
    else if (other.step !== figure.step) tell(`protect.${part}`, `${id} is released by ${other.step}; both must be the same.`)
    else if (figure.depth !== 'city' && other.depth !== figure.depth)
      tell(`protect.${part}`, `${id} is released to depth ${other.depth}; both must be the same, or the rate the city’s only.`)
  }
  return found
}

function checkRelations(open: OpenList, listed: ReadonlyMap<string, OpenFigure>, say: Say): Finding[] {
  const wholes = (open.wholes ?? []).flatMap(({ whole, parts }) => {
    const all = [whole, ...parts].map((metric) => listed.get(metric))
    const place = `whole ${whole}`
    if (all.some((figure) => !figure || figure.protect === false))
      return [say(place, 'the whole and all its parts stand in figures, and are protected.')]
    return new Set(all.map((figure) => `${figure?.step} ${figure?.depth}`)).size > 1
      ? [say(place, 'the whole and its parts must be released by the same step and to the same depth.')]
      : []
  })
  const balances = (open.balances ?? []).flatMap(({ stock, flows }) =>
    [stock, ...flows].filter((metric) => !listed.has(metric)).length < 2
      ? [
          say(
            `balance ${stock}`,
            'all but one of the stock and its flows are published, and two days of them tell the last; leave two out.',
          ),
        ]
      : [],
  )
  return [...wholes, ...balances]
}

function checkScenes(
  open: OpenList,
  known: ReadonlyMap<string, Metric>,
  listed: ReadonlyMap<string, OpenFigure>,
  say: Say,
): Finding[] {
  const ids = open.scenes.map(({ id }) => id)
  const shown = new Set(open.scenes.flatMap(({ figures }) => figures))
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => say(`scene ${id}`, 'is given twice; rename one.')),
    ...open.figures
      .filter(({ metric }) => !shown.has(metric))
      .map(({ metric }) => say(`figure ${metric}`, 'is in no scene; add it to one or remove it.')),
    ...open.scenes.flatMap((scene) =>
      scene.figures.flatMap((id) => {
        const place = `scene ${scene.id}, figures`
        const metric = known.get(id)
        if (!metric || !listed.has(id)) return [say(place, `${id} does not stand in figures; add it there first.`)]
        if (!metric.audiences.includes(scene.audience))
          return [
            say(place, `${id} is not meant for the audience ${scene.audience}: its metric names ${metric.audiences.join(', ')}.`),
          ]
        return sensitivityOf(metric) === 'open'
          ? []
          : [say(place, `${id} is ${sensitivityOf(metric)}; only what is open leaves the house.`)]
      }),
    ),
  ]
}
