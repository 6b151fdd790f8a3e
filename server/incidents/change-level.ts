import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { LevelField, Phase } from '#contract/incident.ts'
import type { ChangeLevelSchema } from '#contract/incident-commands.ts'
import { demandCommander } from './fence.ts'
import type { IncidentVerb } from './incident-verb.ts'
import { phaseStep } from './phase-step.ts'

/** The phase a level brings with it, where the procedure has not come so far. */
const BRINGS: Readonly<Record<LevelField, Phase | undefined>> = {
  warning: undefined,
  event: 'assessment',
  response: 'activation',
}

/**
 * Changes one of the three levels, up or down. Of two at once one wins; the other learns the present level by
 * `incident/changed`. Judging the event and starting the response are also their phases of the procedure.
 */
export const changeLevel: IncidentVerb<Pick<Static<typeof ChangeLevelSchema>, 'field' | 'from' | 'to' | 'reason' | 'term'>> = {
  type: 'incident.change-level',
  needs: 'incidents:command',
  decide: (known, { field, from, to, reason, term }) => {
    const { state } = known
    const standing = state.levels[field]
    const present = standing?.level ?? null
    if (present !== from) {
      const by = standing ? `, by ${standing.by.name}` : ''
      throw new Refusal('incident/changed', `The ${field} level is ${present ?? 'not set'} now${by}; you saw ${from ?? 'none'}.`)
    }
    demandCommander(known, term)
    if (from === to) throw new Refusal('incident/changed', `The ${field} level is ${present ?? 'not set'} already.`)
    const brings = to === null ? undefined : BRINGS[field]
    return [
      { type: 'incident.level-changed', body: { field, from, to, reason } },
      ...(brings ? phaseStep(state.phase, brings) : []),
    ]
  },
}
