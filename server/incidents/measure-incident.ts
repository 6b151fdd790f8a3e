import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import { CASUALTY_FIGURES } from '#contract/incident.ts'
import type { MeasureSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** Gives a quantity by which levels are judged; a share is worked out here from its two parts, which are kept. */
export const measureIncident: IncidentVerb<Omit<Static<typeof MeasureSchema>, 'commandId' | 'device'>> = {
  type: 'incident.measure',
  needs: 'incidents:open',
  isContribution: true,
  decide: ({ now, tables }, { measure, value, numerator, denominator, source }) => {
    const rule = tables.levels.flatMap(({ measures }) => measures).find(({ id }) => id === measure)
    if (!rule || CASUALTY_FIGURES.some((figure) => figure === measure))
      throw new Refusal(
        'incident/table-unknown',
        `The city’s table of levels has no quantity "${measure}" that is entered by itself.`,
      )
    const hasParts = numerator !== undefined && denominator !== undefined
    if (hasParts === (value !== undefined)) throw new Refusal('request/invalid', 'Give either value, or numerator and denominator.')
    if (hasParts && !rule.isShare) throw new Refusal('request/invalid', `"${measure}" is no share; give value.`)
    const measured = hasParts ? { value: (100 * numerator) / denominator, numerator, denominator } : { value: value as number }
    return [{ type: 'incident.measured', body: { measure, measured: { ...measured, source, at: now } } }]
  },
}
