import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { AnswerRollSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** Answers the roll call for oneself; of another one can only say that they cannot be reached. */
export const answerRoll: IncidentVerb<Pick<Static<typeof AnswerRollSchema>, 'roll' | 'answer' | 'person' | 'note' | 'at'>> = {
  type: 'incident.answer-roll',
  needs: 'orders:answer',
  isContribution: true,
  decide: ({ state: { rollCall }, who }, { roll, answer, person = who.id, note, at }) => {
    if (rollCall?.id !== roll) throw new Refusal('incident/roll-over')
    const asked = rollCall.asked.find((one) => one.person.id === person)
    const isForOther = person !== who.id
    if (!asked || isForOther !== (answer === 'unreachable'))
      throw new Refusal('incident/roll-over', 'One answers for oneself, and says of another only that they cannot be reached.')
    if (isForOther && asked.answer !== undefined) throw new Refusal('incident/changed', `${asked.person.name} has answered.`)
    const said = { answer, ...(note !== undefined && { note }), ...(at && { at }) }
    return [{ type: 'incident.roll-answered', body: { id: roll, person: asked.person, ...said } }]
  },
}
