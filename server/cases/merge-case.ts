import type { Static } from 'typebox'
import { CASE_FOLLOWING, type CaseMatter } from '#contract/case.ts'
import type { MergeCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { appendToCase, type CaseParts, demandCaseCharge, type ToCase, takeCase } from './case-verb.ts'

/**
 * 并案: a case goes over into another that is the same. Throws Refusal `case/merge` where one of them is over or answered, where
 * they are one, or where others went over into the one that is to go.
 */
export function mergeCase(parts: CaseParts): Verb<ToCase<Pick<Static<typeof MergeCaseSchema>, 'into' | 'note'>>> {
  return defineVerb({
    type: 'case.merge',
    needs: 'cases:file',
    run: async ({ desk, subject, actor, now }, { id, into, note }) => {
      if (id === into) throw new Refusal('case/merge')
      const taken = new Map<string, CaseMatter>()
      for (const one of [id, into].sort()) taken.set(one, await takeCase(desk, subject, parts.tree, one))
      const [gone, kept] = [taken.get(id), taken.get(into)] as [CaseMatter, CaseMatter]
      for (const one of [gone, kept]) demandCaseCharge(subject, one, parts.tree)
      demandMergeable(gone, kept)
      await appendToCase(
        desk,
        gone,
        {
          ...{ actor, now },
          happenings: [{ type: 'case.merged', body: { into, number: kept.state.number, ...(note !== undefined && { note }) } }],
        },
        parts,
      )
      const { number, what: text } = gone.state
      await appendToCase(
        desk,
        kept,
        { actor, now, happenings: [{ type: 'case.duplicate-joined', body: { id, number, at: gone.openedAt, text } }] },
        parts,
      )
      return { id, detail: { into } }
    },
  })
}

/** Throws Refusal `case/merge`. Pure. */
export function demandMergeable(gone: Pick<CaseMatter, 'state'>, kept: Pick<CaseMatter, 'isOpen' | 'state'>): void {
  if (!CASE_FOLLOWING[gone.state.stage].includes('merged'))
    throw new Refusal('case/merge', `The case ${gone.state.number} is ${gone.state.stage}; it cannot go over into another.`)
  if (!kept.isOpen)
    throw new Refusal('case/merge', `The case ${kept.state.number} is ${kept.state.stage}; nothing more goes into it.`)
  if (gone.state.duplicates.length > 0)
    throw new Refusal('case/merge', `Other cases went over into ${gone.state.number}; merge the other way round.`)
}
