import type { Evidence, Why } from '#contract/applied-plan.ts'
import type { Condition, When } from '#contract/plan.ts'
import { useCity, useFormat, useNames } from '../../state/hooks.ts'
import { shownName } from '../log-sentence.ts'
import { useWords } from '../use-words.ts'
import { usePlanWords } from './use-plan-words.ts'

/** Why a step was proposed, a sentence for each thing that held. */
export function useWhyWords(): (why: Why) => readonly string[] {
  const w = usePlanWords()
  const evidence = useEvidenceWords()
  return (why) => {
    switch (why.kind) {
      case 'level':
        return [w('why.level', { level: why.level })]
      case 'hand':
        return [w('why.hand', { who: shownName(why.by), reason: why.reason })]
      case 'condition':
        return why.because.map(evidence)
    }
  }
}

function useEvidenceWords(): (evidence: Evidence) => string {
  const w = usePlanWords()
  const words = useWords()
  const name = useNames()
  const format = useFormat()
  return (evidence) => {
    switch (evidence.kind) {
      case 'figure': {
        const { names, unit, areaNames, value, decimals, is, limit, observedAt, revision, since } = evidence
        const said = w('why.figure', {
          ...{ area: name(areaNames), metric: name(names), value: format.number(value, decimals), unit: name(unit) },
          ...{ sign: w(`sign.${is}`), limit: format.number(limit, decimals) },
        })
        const held = since === undefined ? '' : w('why.figure.since', { time: format.time(since) })
        return `${said}${held}${w('why.figure.at', { time: format.seconds(observedAt), revision })}`
      }
      case 'level': {
        const { field, level, at } = evidence
        return w('why.level-is', { field: words(`level-field.${field}`), level, time: format.time(at) })
      }
      case 'phase':
        return w('why.phase', { phase: words(`phase.${evidence.phase}`), time: format.time(evidence.at) })
      case 'casualties': {
        const { figure, value, limit, version, source } = evidence
        return w('why.casualties', { figure: words(`figure.${figure}`), value, limit, version, source })
      }
      case 'measure': {
        const { names, value, limit, source } = evidence
        return w('why.measure', { name: name(names), value: format.number(value, 1), limit, source })
      }
      case 'elapsed':
        return w('why.elapsed', { time: format.time(evidence.since), n: evidence.minutes })
      case 'step':
        return w('why.step', { step: name(evidence.names), time: format.time(evidence.at) })
      case 'orders': {
        const { names, are, done, failed, of, at } = evidence
        return w(`why.orders.${are}`, { step: name(names), done, failed, of, time: format.time(at) })
      }
    }
  }
}

/** What a step still waits for, in words; `stepName` names the steps of its plan. */
export function useWhenWords(): (when: When, stepName: (id: string) => string) => string {
  const w = usePlanWords()
  const condition = useConditionWords()
  return ({ all = [], any = [] }, stepName) => {
    const said = (list: readonly Condition[], word: string) => {
      const words = list.map((one) => condition(one, stepName))
      return words.length > 1 ? `${word} ${words.join('；')}` : (words[0] ?? '')
    }
    return [said(all, w('when.all')), said(any, w('when.any'))].filter((words) => words !== '').join('；')
  }
}

function useConditionWords(): (condition: Condition, stepName: (id: string) => string) => string {
  const w = usePlanWords()
  const words = useWords()
  const name = useNames()
  const format = useFormat()
  const city = useCity()
  return (condition, stepName) => {
    switch (condition.kind) {
      case 'figure': {
        const { metric: id, area = 'place', is, value, holdS } = condition
        const metric = city.metric(id)
        const known = city.area(area)
        const where = known
          ? name(known.short ?? known.names)
          : area === 'city' || area === 'place' || area === 'town'
            ? w(`when.area.${area}`)
            : area
        const said = w('when.figure', {
          ...{ metric: metric ? name(metric.names) : id, area: where, sign: w(`sign.${is}`) },
          ...{ value: format.number(value, metric?.decimals ?? 0), unit: metric ? name(metric.unit) : '' },
        })
        return holdS === undefined ? said : `${said}${w('when.hold', { time: format.span(holdS * 1000) })}`
      }
      case 'level':
        return w('when.level', { field: words(`level-field.${condition.field}`), level: condition.atLeast })
      case 'phase':
        return w('when.phase', { phase: words(`phase.${condition.reached}`) })
      case 'casualties':
        return w('when.casualties', { figure: words(`figure.${condition.figure}`), value: condition.atLeast })
      case 'measure':
        return w('when.measure', { name: condition.measure, value: condition.atLeast })
      case 'elapsed':
        return w(`when.elapsed.${condition.since}`, { n: condition.minutes })
      case 'step':
        return w('when.step', { step: stepName(condition.step) })
      case 'orders':
        return w(`when.orders.${condition.are}`, { step: stepName(condition.step) })
    }
  }
}
