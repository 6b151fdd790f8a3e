import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Point } from '#contract/point.ts'
import { dueAt, judge, type Patience } from '../judge.ts'
import { type AnomalyLimits, readAnomaly } from '../read-anomaly.ts'
import { type Learned, learnRhythm, type Rhythm } from '../rhythm.ts'
import { CALM, type RuleState } from '../rule-state.ts'

/** A labelled recording: values of consecutive windows, and when something was wrong. */
export interface Recording {
  readonly name: string
  /** The file of the Numenta Anomaly Benchmark it was taken from. */
  readonly file: string
  readonly stepMs: number
  /** How long a rule for such a figure would wait: what a city asks for lasts hours, what happens on a road is over in minutes. */
  readonly holdMs: number
  readonly start: number
  readonly windows: readonly (readonly [from: number, to: number])[]
  /** Separated by commas; nothing between two of them where nothing was recorded. */
  readonly values: string
}

/** How a detector did on one recording. */
export interface Score {
  readonly name: string
  /** Labelled happenings after the first part, from which everything is only learned. */
  readonly happenings: number
  readonly found: number
  readonly alarms: number
  /** Alarms outside every labelled happening. */
  readonly wrong: number
}

/** As the benchmark does it: nothing is judged in the first part of a recording. */
const LEARNING_PART = 0.15
const DAY_MS = 86_400_000
const LEARN_DAYS = 28
const LIMITS: AnomalyLimits = { side: 'either', warning: 6, critical: 12 }
const RETURN_MS = 6 * 3_600_000

/** Plays a recording through the very code that judges the city: the rhythm learned anew every day, then rule and hold. */
export function score({ name, stepMs, holdMs, start, windows, values: written }: Recording): Score {
  const values = written.split(',').map((value) => (value === '' ? null : Number(value)))
  const judgedFrom = start + Math.floor(values.length * LEARNING_PART) * stepMs
  const patience: Patience = { holdMs, calmMs: 2 * holdMs, returnMs: RETURN_MS }
  const past: Learned[] = []
  let state: RuleState = CALM
  let rhythm: Rhythm | undefined
  let learnedDay = -1
  const raised = new Set<string>()
  const times: number[] = []
  for (const [index, value] of values.entries()) {
    const at = start + index * stepMs
    const day = Math.floor(at / DAY_MS)
    if (day !== learnedDay) {
      learnedDay = day
      rhythm = learnRhythm(
        past.filter((window) => window.at >= at - LEARN_DAYS * DAY_MS),
        { stepMs, local: (instant) => instant },
      )
    }
    if (value === null) continue
    const point = { value, freshness: 'live', window: [at, at + stepMs] } as unknown as Point
    for (let again = true; again; ) {
      const judged = judge(state, readAnomaly(point, rhythm, LIMITS), at, patience, name)
      again = judged.state !== state && dueAt(judged.state, patience) === at
      state = judged.state
      if (judged.transition?.kind === 'raise' && at >= judgedFrom && !raised.has(judged.transition.alarm)) {
        raised.add(judged.transition.alarm)
        times.push(at)
      }
    }
    past.push({ at, value })
  }
  const judged = windows.filter(([, to]) => to >= judgedFrom)
  const isIn = (at: number, [from, to]: readonly [number, number]) => at >= from && at <= to
  return {
    name,
    happenings: judged.length,
    found: judged.filter((window) => times.some((at) => isIn(at, window))).length,
    alarms: times.length,
    wrong: times.filter((at) => !windows.some((window) => isIn(at, window))).length,
  }
}

/** The recordings that lie beside this file. */
export function recordings(): readonly Recording[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as Recording)
}

/** Of all alarms the part that was right, and of all happenings the part that was found. */
export function precisionAndRecall(scores: readonly Score[]): { readonly precision: number; readonly recall: number } {
  const total = (part: keyof Omit<Score, 'name'>) => scores.reduce((sum, score) => sum + score[part], 0)
  return { precision: 1 - total('wrong') / Math.max(1, total('alarms')), recall: total('found') / Math.max(1, total('happenings')) }
}

if (import.meta.main) {
  const scores = recordings().map((recording) => score(recording))
  const percent = (part: number) => `${(100 * part).toFixed(0)} %`
  for (const one of scores) {
    const { precision, recall } = precisionAndRecall([one])
    console.log(
      `${one.name.padEnd(20)} found ${one.found} of ${one.happenings}, ${one.alarms} alarms, ${one.wrong} of them wrong (precision ${percent(precision)}, recall ${percent(recall)})`,
    )
  }
  const { precision, recall } = precisionAndRecall(scores)
  console.log(`${'all'.padEnd(20)} precision ${percent(precision)}, recall ${percent(recall)}`)
}
