import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { DescribeIncidentSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'
import { demandSubtype } from './subtype.ts'

/** Puts title, class, subtype or place right. Another class without a subtype leaves the subtype 待核. */
export const describeIncident: IncidentVerb<Omit<Static<typeof DescribeIncidentSchema>, 'commandId' | 'device'>> = {
  type: 'incident.describe',
  needs: 'incidents:open',
  decide: ({ state, tables }, { title, class: kind, subtype, place }) => {
    const isOtherClass = kind !== undefined && kind !== state.class
    const next = subtype === undefined && isOtherClass ? null : subtype
    if (next) demandSubtype(tables, next, kind ?? state.class)
    const said = {
      ...(title !== undefined && { title }),
      ...(kind !== undefined && { class: kind }),
      ...(next !== undefined && { subtype: next }),
      ...(place !== undefined && { place }),
    }
    if (Object.keys(said).length === 0) throw new Refusal('request/invalid', 'Say what is to be put right.')
    return [{ type: 'incident.described', body: said }]
  },
}
