import { describe, expect, it } from 'vitest'
import type { OpenFigure, OpenList } from '#contract/open.ts'
import { checkCity } from './check-city.ts'
import { describeFinding } from './finding.ts'
import { loadCity } from './load-city.ts'
import { copyTinyCity, TINY_CITY } from './testing/copy-city.ts'

/** What the tiny city publishes in these tests: the residents of its towns. */
const LIST: OpenList = {
  licence: { zh: '自由', en: 'Free' },
  terms: { zh: '条款', en: 'Terms' },
  figures: [
    {
      metric: 'people.residents',
      depth: 'town',
      step: 'P1D',
      meaning: { zh: '住在这里的人', en: 'Those who live here' },
      protect: { threshold: 5 },
    },
  ],
  scenes: [
    {
      id: 'today',
      audience: 'public',
      names: { zh: '今日', en: 'Today' },
      about: { zh: '人', en: 'People' },
      figures: ['people.residents'],
    },
  ],
}

const figure = (list: OpenList): OpenFigure => list.figures[0] as OpenFigure

describe('open.json', () => {
  it('may be left out: a city that says nothing of it publishes nothing', async () => {
    expect((await loadCity(TINY_CITY)).open).toBeUndefined()
  })

  it('is loaded with the city', async () => {
    await using city = await copyTinyCity()
    await city.write('open.json', JSON.stringify(LIST))
    expect((await loadCity(city.folder)).open).toEqual(LIST)
  })

  const spoiled: [name: string, list: OpenList, told: RegExp][] = [
    ['a metric that is not there', { ...LIST, figures: [{ ...figure(LIST), metric: 'people.ghosts' }] }, /there is no such metric/],
    ['a figure in two ways', { ...LIST, figures: [figure(LIST), { ...figure(LIST), step: 'P1M' }] }, /is given twice/],
    [
      'what the public is not meant to see',
      only('people.visits', { step: 'PT1H', depth: 'city' }),
      /scene today, figures: people\.visits is not meant for the audience public/,
    ],
    ['areas finer than the metric', only('air.index', { depth: 'town' }), /depth: town is finer than the metric/],
    [
      'a sum left unprotected without a word',
      only('people.residents', { protect: false, step: undefined }),
      /because: a sum that is not protected says why/,
    ],
    [
      'a protected figure without a step',
      only('people.residents', { step: undefined }),
      /step: a protected figure is released once per closed window/,
    ],
    ['a step that the period does not fit in', only('people.residents', { step: 'PT1H' }), /P1D, its period, has no place in PT1H/],
    [
      'a maximum said to be protected',
      only('air.gust', { depth: 'city', step: 'P1D' }),
      /does not add up, so nothing can be promised of it/,
    ],
    [
      'a part that is not published under protection',
      only('people.satisfied', { depth: 'city', step: 'P1D', protect: { threshold: 5, denominator: 'people.visits' } }),
      /protect\.denominator: people\.visits is not a protected figure of this list/,
    ],
    [
      'a balance of which all but one is published',
      { ...LIST, balances: [{ stock: 'people.residents', flows: ['people.visits'] }] },
      /balance people\.residents: all but one/,
    ],
    [
      'a whole without its parts',
      { ...LIST, wholes: [{ whole: 'people.residents', parts: ['people.visits'] }] },
      /the whole and all its parts stand in figures/,
    ],
    [
      'a figure in no scene',
      { ...LIST, figures: [figure(LIST), { ...figure(LIST), metric: 'people.visits' }] },
      /people\.visits: is in no scene/,
    ],
  ]
  it.each(spoiled)('is refused for %s', async (_, list, told) => {
    await using city = await copyTinyCity()
    await city.write('open.json', JSON.stringify(list))
    expect((await checkCity(city.folder)).findings.map(describeFinding).join('\n')).toMatch(told)
  })
})

/** The list with one figure of another metric, told in `fields`. */
function only(metric: string, fields: Partial<OpenFigure>): OpenList {
  const { step, ...rest } = { ...figure(LIST), metric, ...fields }
  return {
    ...LIST,
    figures: [{ ...rest, ...(step !== undefined && { step }) }],
    scenes: LIST.scenes.map((scene) => ({ ...scene, figures: [metric] })),
  }
}
