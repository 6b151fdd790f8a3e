import { Refusal } from '#contract/errors.ts'
import { type Act, defineAct } from '../access/act/act.ts'
import { type Steering, steerRun } from './drill-run-store.ts'
import { demandWholeCity } from './start-drill.ts'

/** Pauses, goes on with or stops a run: `drill.pause`, `drill.resume`, `drill.stop`. Throws Refusal `drill/over`, `drill/whole-city`. */
export function steerDrill(steering: Steering, root: string): Act<{ readonly id: string }, void> {
  return defineAct({
    type: `drill.${steering}`,
    needs: 'drills:run',
    run: async ({ tx, subject }, { id }) => {
      demandWholeCity(subject, root)
      if (!(await steerRun(tx, id, steering))) throw new Refusal('drill/over')
      return { outcome: undefined, object: { kind: 'drill-run', id } }
    },
  })
}
