import type { Static } from 'typebox'
import type { CaseMatter } from '#contract/case.ts'
import type { UnmergeCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { caseLife } from './case-life.ts'
import { appendToCase, type CaseParts, demandCaseCharge, type ToCase, takeCase } from './case-verb.ts'

/**
 * Parts a case from the one it went over into: it was another after all. It goes on where it stood, whatever became of the other;
 * both logs keep that they were taken for one, and its clock counts the time meanwhile. Throws Refusal `case/not-merged`.
 */
export function unmergeCase(parts: CaseParts): Verb<ToCase<Pick<Static<typeof UnmergeCaseSchema>, 'reason'>>> {
  return defineVerb({
    type: 'case.unmerge',
    needs: 'cases:file',
    run: async ({ desk, tx, subject, actor, now }, { id, reason }) => {
      // Where it went is read before it is held: two cases are held in the order of their ids.
      const [seen] = await tx.query<{ into: string | null }>(
        `select state->'merged'->>'into' as into from guanlan.matter where kind = 'case' and id = $1`,
        [id],
      )
      const into = seen?.into ?? undefined
      if (into !== undefined && into < id) await desk.take(caseLife, into)
      const gone = await takeCase(desk, subject, parts.tree, id)
      demandCaseCharge(subject, gone, parts.tree)
      const from = gone.state.merged?.into
      if (from === undefined || from !== into) throw new Refusal('case/not-merged')
      await appendToCase(desk, gone, { actor, now, happenings: [{ type: 'case.unmerged', body: { from, reason } }] }, parts)
      const kept = (await desk.take(caseLife, from)) as CaseMatter | undefined
      if (kept)
        await appendToCase(desk, kept, { actor, now, happenings: [{ type: 'case.duplicate-left', body: { id, reason } }] }, parts)
      return { id, detail: { from } }
    },
  })
}
