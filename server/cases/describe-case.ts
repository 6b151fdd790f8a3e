import type { Static } from 'typebox'
import type { DescribeCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { demandCategory } from './case-step.ts'
import type { CaseParts, CaseVerb } from './case-verb.ts'

/** Before the work was answered category, place and urgency can be put right. */
const DESCRIBABLE = ['collected', 'accepted', 'checked', 'filed', 'dispatched', 'handling']

/**
 * Puts right what a case is about. Throws Refusal `case/category-unknown`, `series/unknown-area`, or `case/nothing-said` where
 * nothing is to change.
 */
export function describeCase({
  tree,
}: Pick<CaseParts, 'tree'>): CaseVerb<Pick<Static<typeof DescribeCaseSchema>, 'category' | 'place' | 'isUrgent'>> {
  return {
    type: 'case.describe',
    needs: 'cases:file',
    decide: (known, { category, place, isUrgent }) => {
      const { stage } = known.state
      if (!DESCRIBABLE.includes(stage)) throw new Refusal('case/stage', `The case is ${stage}; it is described by now.`)
      if (category === undefined && !place && isUrgent === undefined) throw new Refusal('case/nothing-said')
      if (place && !tree.byCode.has(place.area)) throw new Refusal('series/unknown-area')
      const domain = category === undefined ? undefined : (demandCategory(known, category).domain ?? null)
      // A department that has it goes on seeing it, whatever it is called.
      const isGiven = known.state.department !== undefined
      return [
        {
          type: 'case.described',
          body: {
            ...(category !== undefined && { category }),
            ...(domain !== undefined && !isGiven && { domain }),
            ...(place && { place }),
            ...(isUrgent !== undefined && { isUrgent }),
          },
        },
      ]
    },
  }
}
