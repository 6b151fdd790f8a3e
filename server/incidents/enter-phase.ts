import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { FOLLOWING } from '#contract/incident.ts'
import type { EnterPhaseSchema } from '#contract/incident-commands.ts'
import { demandCommander } from './fence.ts'
import type { Happening } from './happening.ts'
import type { IncidentVerb } from './incident-verb.ts'
import { phaseStep } from './phase-step.ts'

/** Goes on in the procedure. The end of the emergency takes the response level back, and with it the command's footing. */
export const enterPhase: IncidentVerb<Pick<Static<typeof EnterPhaseSchema>, 'phase' | 'term' | 'note'>> = {
  type: 'incident.enter-phase',
  needs: 'incidents:command',
  decide: (known, { phase, term, note }) => {
    const { state } = known
    demandCommander(known, term)
    const step = phaseStep(state.phase, phase, note)
    if (step.length === 0)
      throw new Refusal(
        'incident/phase',
        `After "${state.phase}" comes ${FOLLOWING[state.phase].join(', ') || 'only its closing'}.`,
      )
    const response = state.levels.response
    const ended: Happening[] =
      phase === 'ended' && response
        ? [
            {
              type: 'incident.level-changed',
              body: { field: 'response', from: response.level, to: null, reason: note ?? '应急结束' },
            },
          ]
        : []
    return [...step, ...ended]
  },
}
