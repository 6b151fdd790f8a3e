import type { Drill } from '#contract/drill.ts'
import { type DrillRun, type Expectation, MOST_HAPPENINGS, type StartDrill } from '#contract/drill-run.ts'
import type { FromDrill } from '../drills/message.ts'
import { expectationsOf } from './drill-head.ts'

export interface Beginning extends Pick<DrillRun, 'id' | 'by' | 'startedAt'> {
  readonly drill: Drill
  readonly asked: StartDrill
}

/** A run before anything of it happened. Pure. */
export function beginStory({ id, by, startedAt, drill, asked }: Beginning): DrillRun {
  const expectations = expectationsOf(drill.steps)
  return {
    ...{ id, by, startedAt, drill: drill.id, names: drill.names, speed: asked.speed, people: [...new Set(asked.people)] },
    ...{ stage: 'preparing', endedAt: null, seconds: 0, duration: drill.duration },
    ...{ met: 0, missed: 0, open: expectations.length, refused: 0 },
    ...{ cityAt: null, url: null, fault: null, expectations, happened: [] },
  }
}

/** How a run stands after what the process that plays it said, at `now` (epoch ms). What comes after its end changes nothing. Pure. */
export function tellStory(run: DrillRun, said: FromDrill, now: number): DrillRun {
  if (run.endedAt !== null) return run
  switch (said.kind) {
    case 'opened':
      return { ...run, stage: run.stage === 'preparing' ? 'playing' : run.stage, url: said.url, cityAt: said.cityAt }
    case 'progress':
      return { ...run, seconds: said.seconds }
    case 'happened': {
      const happened = [...run.happened, said.happening].slice(-MOST_HAPPENINGS)
      return { ...run, happened, refused: run.refused + (said.happening.kind === 'refused' ? 1 : 0) }
    }
    case 'judged': {
      const { isMet, why, at } = said.verdict
      const judge = (one: Expectation): Expectation => ({ ...one, state: isMet ? 'met' : 'missed', at: at ?? run.seconds, why })
      return counted({ ...run, expectations: run.expectations.map((one, place) => (place === said.place ? judge(one) : one)) })
    }
    case 'over':
      return { ...run, stage: said.isWhole ? 'finished' : 'stopped', endedAt: now, url: null }
    case 'failed':
      return { ...run, stage: 'failed', endedAt: now, url: null, fault: said.sentence }
  }
}

/** True where something of the detail of a run is another than before, not only how far it is. Pure. */
export function hasNewDetail(before: DrillRun, after: DrillRun): boolean {
  return (['url', 'cityAt', 'fault', 'expectations', 'happened'] as const).some((field) => before[field] !== after[field])
}

function counted(run: DrillRun): DrillRun {
  const count = (state: Expectation['state']) => run.expectations.filter((one) => one.state === state).length
  return { ...run, met: count('met'), missed: count('missed'), open: count('open') }
}
