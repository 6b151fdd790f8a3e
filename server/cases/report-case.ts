import type { CaseOrigin } from '#contract/case.ts'
import type { ReportCase } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { newId } from '../access/identity/sessions/session-token.ts'
import { keepAttached, knownAttachments } from '../files/attach-files.ts'
import { withoutNoFix } from '../incidents/open-incident.ts'
import { demandPast } from '../incidents/past.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import { nextCaseNumbers } from './case-number.ts'
import { demandCategory } from './case-step.ts'
import { appendToCase, type CaseParts } from './case-verb.ts'

/**
 * 信息采集: somebody of ours tells of something they saw, or opens a case from an alarm. Throws Refusal `series/unknown-area` for a
 * place beyond the remit, `case/category-unknown`, `matter/unknown` for an alarm that does not concern them, `file/unknown`.
 */
export function reportCase(parts: CaseParts): Verb<Omit<ReportCase, 'commandId' | 'device'>> {
  return defineVerb({
    type: 'case.report',
    needs: 'cases:report',
    run: async (context, { category, what, place, isUrgent = false, attachments = [], seenAt, from }) => {
      const { desk, tx, subject, actor, now, random } = context
      if (!parts.tree.byCode.has(place.area) || !isInCharge(subject, { area: place.area }, parts.tree))
        throw new Refusal('series/unknown-area')
      const { domain } = demandCategory(parts, category)
      const at = Math.min(seenAt ?? now, now)
      if (seenAt !== undefined) demandPast(seenAt, now)
      const origin = from === undefined ? ({ kind: 'person' } as const) : await alarmOrigin(context, from.id, parts)
      const known = await knownAttachments(context, attachments)
      const id = `c${newId(random)}`
      await keepAttached(context, known, { kind: 'case', id })
      const [number = ''] = await nextCaseNumbers(tx, now, parts.timeZone)
      await appendToCase(
        desk,
        { id, changedAt: at },
        {
          ...{ actor, now },
          happenings: [
            {
              type: 'case.collected',
              body: {
                number,
                origin,
                category,
                what,
                isUrgent,
                place: withoutNoFix(place),
                attachments: known,
                ...(domain !== undefined && { domain }),
              },
            },
          ],
        },
        parts,
      )
      return { id, detail: { category, area: place.area, origin: origin.kind } }
    },
  })
}

/** The alarm it is opened from must be there for the sender. */
async function alarmOrigin({ tx, subject }: CommandContext, id: string, { tree }: CaseParts): Promise<CaseOrigin> {
  const alarm = await findMatter(tx, 'alarm', id)
  if (!alarm || !isInReach(subject, alarm.reach, tree)) throw new Refusal('matter/unknown')
  return { kind: 'alarm', id }
}
