import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { CASUALTY_FIGURES, type Casualties, type CasualtyFigures } from '#contract/incident.ts'
import type { CountCasualtiesSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'
import { demandPast } from './past.ts'

/** Adds a version of the casualties. Nothing is ever overwritten, and no figure falls, or is 待核 again, without a reason. */
export const countCasualties: IncidentVerb<Omit<Static<typeof CountCasualtiesSchema>, 'commandId' | 'device'>> = {
  type: 'incident.count-casualties',
  needs: 'incidents:open',
  isContribution: true,
  decide: ({ state: { casualties }, now }, { after, figures, source, asOf = now, reason }) => {
    const last = casualties.at(-1)
    const version = last?.version ?? 0
    if (after !== version)
      throw new Refusal(
        'incident/changed',
        `Version ${version} of the casualties is by ${last?.by.name ?? 'nobody'}; you saw ${after}.`,
      )
    demandPast(asOf, now)
    const lower = lowerFigures(last, figures)
    if (lower.length > 0 && reason === undefined)
      throw new Refusal('incident/reason-needed', `Say why it is less than before: ${lower.join(', ')}.`)
    const body = { version: version + 1, figures, source, asOf, ...(reason !== undefined && { reason }) }
    return [{ type: 'incident.casualties-counted', body }]
  },
}

/** The figures that are lower than in the version before, or not known any more. */
export function lowerFigures(last: Pick<Casualties, 'figures'> | undefined, figures: CasualtyFigures): readonly string[] {
  if (!last) return []
  return CASUALTY_FIGURES.filter((figure) => {
    const before = last.figures[figure]
    return before !== null && (figures[figure] ?? -1) < before
  })
}
