import type { Drill } from '#contract/drill.ts'
import type { DrillRun, StartDrill } from '#contract/drill-run.ts'
import { Refusal } from '#contract/errors.ts'
import { type Act, defineAct } from '../access/act/act.ts'
import { remitOf, type Subject } from '../access/policy/subject.ts'
import { beginRun, endLostRuns } from './drill-run-store.ts'
import { beginStory } from './run-story.ts'

export interface StartDrillParts {
  readonly drills: readonly Drill[]
  /** Area code of the whole city. */
  readonly root: string
  /** A shadow city plays no drills of its own. */
  readonly isDrill: boolean
}

/** A drill is of the whole city: whoever answers for a part of it plays along, and starts and ends none. Throws Refusal. */
export function demandWholeCity(subject: Subject, root: string): { readonly id: string; readonly name: string } {
  if (subject.kind !== 'person' || remitOf(subject)?.area !== root) throw new Refusal('drill/whole-city')
  return subject.account
}

/**
 * Writes down that a drill begins; it is played once this is committed. Throws Refusal `drill/unknown`, `drill/under-way`,
 * `drill/whole-city`, `drill/in-a-drill`, or `drill/no-such-part` for people in a part the drill does not have.
 */
export function startDrill({ drills, root, isDrill }: StartDrillParts): Act<StartDrill, DrillRun> {
  return defineAct({
    type: 'drill.start',
    needs: 'drills:run',
    run: async ({ tx, subject, now, random }, asked) => {
      if (isDrill) throw new Refusal('drill/in-a-drill')
      const by = demandWholeCity(subject, root)
      const drill = drills.find(({ id }) => id === asked.drill)
      if (!drill) throw new Refusal('drill/unknown')
      if (asked.people.some((player) => !drill.players.some(({ id }) => id === player))) throw new Refusal('drill/no-such-part')
      await endLostRuns(tx, now)
      const run = beginStory({ id: random(9).toString('base64url'), by, startedAt: now, drill, asked })
      if (!(await beginRun(tx, run))) throw new Refusal('drill/under-way')
      const { speed, people } = run
      return { outcome: run, object: { kind: 'drill-run', id: run.id }, detail: { drill: drill.id, speed, people } }
    },
  })
}
