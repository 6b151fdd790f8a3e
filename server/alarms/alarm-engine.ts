import type { AlarmEvent } from '#contract/alarm.ts'
import type { Step } from '#contract/duration.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import type { Commit, Hub } from '../hub/hub-port.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import type { Database } from '../record/database.ts'
import { alarmLife } from './alarm-life.ts'
import type { Figures } from './figures.ts'
import { dueAt, judge } from './judge.ts'
import { CALM, type Reading, type RuleState, SEVERITY, type Transition } from './rule-state.ts'
import { allRuleStates, forgetRuleStates, keepRuleStates, takeRuleStates } from './rule-states.ts'
import type { WatchedRule } from './watched-rule.ts'

export interface AlarmEngineParts {
  readonly rules: readonly WatchedRule[]
  readonly figures: Pick<Figures, 'read' | 'prepare'>
  readonly database: Database
}

/** Most rules that change in one transaction. */
const MOST_AT_ONCE = 500

/** A rule that changes, by the figures as they were when it was looked at. */
interface Change {
  readonly watched: WatchedRule
  readonly reading: Reading
  readonly now: number
}

/**
 * Holds figures against rules and keeps what it finds in the record: where a rule stands and what happened to its alarm are
 * written in one transaction, which judges again by what is written there. So nothing is raised twice and nothing is lost,
 * whenever a server ends and however many of them look.
 */
export class AlarmEngine {
  readonly #parts: AlarmEngineParts
  readonly #rules: ReadonlyMap<string, WatchedRule>
  readonly #bySeries = new Map<SeriesKey, WatchedRule[]>()
  readonly #states = new Map<string, RuleState>()
  readonly #dirty = new Set<string>()
  readonly #due = new Map<string, number>()

  constructor(parts: AlarmEngineParts) {
    this.#parts = parts
    this.#rules = new Map(parts.rules.map((watched) => [watched.name, watched]))
    for (const watched of parts.rules)
      for (const key of watched.series) this.#bySeries.set(key, [...(this.#bySeries.get(key) ?? []), watched])
  }

  /**
   * Goes on where the record says that every rule stood: all of them are looked at with the next tick. Alarms of rules that
   * are no longer there end. Throws RecordFault.
   */
  async restore(now: number): Promise<void> {
    const stored = await allRuleStates(this.#parts.database)
    const gone = [...stored].filter(([name]) => !this.#rules.has(name))
    if (gone.length > 0) {
      await changeMatters(this.#parts.database, now, async (desk, tx) => {
        for (const [, state] of gone) if (state.kind === 'raised') await endAlarm(desk, state.alarm, now)
        await forgetRuleStates(tx, gone.map(([name]) => name).sort())
      })
    }
    for (const [name, watched] of this.#rules) {
      this.#keep(watched, stored.get(name) ?? CALM)
      this.#dirty.add(name)
    }
  }

  /** Notes which figures are new; they are judged with the next tick. */
  hear({ latest }: Pick<Commit, 'latest'>): void {
    for (const point of latest) for (const { name } of this.#bySeries.get(keyOf(point)) ?? []) this.#dirty.add(name)
  }

  /** Judges what is new and what is due. Throws RecordFault; what was not written down is judged again with the next tick. */
  async tick(now: number): Promise<void> {
    for (const [name, at] of this.#due) if (at <= now) this.#dirty.add(name)
    const looked = [...this.#dirty].sort()
    this.#dirty.clear()
    let done = 0
    try {
      for (; done < looked.length; done += MOST_AT_ONCE) await this.#look(looked.slice(done, done + MOST_AT_ONCE), now)
    } catch (fault) {
      for (const name of looked.slice(done)) this.#dirty.add(name)
      throw fault
    }
  }

  async #look(names: readonly string[], now: number): Promise<void> {
    const changes: Change[] = []
    for (const name of names) {
      const watched = this.#rules.get(name)
      if (!watched) continue
      await this.#parts.figures.prepare(watched, now)
      const reading = this.#parts.figures.read(watched)
      const known = this.#states.get(name) ?? CALM
      if (judge(known, reading, now, watched.patience, name).state !== known) changes.push({ watched, reading, now })
    }
    if (changes.length === 0) return
    const { result } = await changeMatters(this.#parts.database, now, async (desk, tx) => {
      const stored = await takeRuleStates(
        tx,
        changes.map(({ watched }) => watched.name),
      )
      const after = new Map<string, RuleState>()
      for (const { watched, reading } of changes) {
        const { state, transition } = judge(stored.get(watched.name) ?? CALM, reading, now, watched.patience, watched.name)
        after.set(watched.name, state)
        if (transition) await tell(desk, watched, transition, now)
      }
      await keepRuleStates(tx, after)
      return after
    })
    for (const { watched } of changes) this.#keep(watched, result.get(watched.name) ?? CALM)
  }

  #keep({ name, patience }: WatchedRule, state: RuleState): void {
    this.#states.set(name, state)
    const at = dueAt(state, patience)
    if (at === undefined) this.#due.delete(name)
    else this.#due.set(name, at)
  }
}

/** Writes a transition into the life of its alarm. What the alarm already is, is not told again. */
async function tell(desk: MatterDesk, { said, downstream }: WatchedRule, transition: Transition, now: number): Promise<void> {
  const alarm = await desk.take(alarmLife, transition.alarm)
  const isStanding = alarm?.state.condition.kind === 'raised'
  const actor = actorOf(said.rule)
  const give = (event: AlarmEvent) => desk.append(alarmLife, transition.alarm, [event])
  switch (transition.kind) {
    case 'raise': {
      const { grade, since, why } = transition
      const arrivals = downstream?.map(({ area, afterMs }) => ({ area, at: Math.round(since + afterMs) }))
      const body = { ...said, severity: SEVERITY[grade], since, why, ...(arrivals && { arrivals }) }
      if (!isStanding) await give({ type: 'alarm.raised', at: now, actor, body })
      return
    }
    case 'change':
      if (isStanding)
        await give({ type: 'alarm.changed', at: now, actor, body: { severity: SEVERITY[transition.grade], why: transition.why } })
      return
    case 'clear':
      if (isStanding) await give({ type: 'alarm.cleared', at: now, actor, body: { why: transition.why } })
  }
}

async function endAlarm(desk: MatterDesk, id: string, now: number): Promise<void> {
  const alarm = await desk.take(alarmLife, id)
  if (alarm?.state.condition.kind !== 'raised') return
  const { rule, why } = alarm.state
  await desk.append(alarmLife, id, [{ type: 'alarm.cleared', at: now, actor: actorOf(rule), body: { why } }])
}

/** The product itself, by the rule it names. */
function actorOf({ id, names }: WatchedRule['said']['rule']): MatterActor {
  return { kind: 'rule', id, name: names?.zh ?? id }
}

function keyOf({ metric, area, step }: Point): SeriesKey {
  return seriesKey(metric, area, step as Step)
}

/** Listens to a hub until the undo is called. */
export function followHub(engine: AlarmEngine, hub: Pick<Hub, 'onCommit'>): () => void {
  return hub.onCommit((commit) => engine.hear(commit))
}
