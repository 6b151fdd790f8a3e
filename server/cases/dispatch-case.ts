import type { Static } from 'typebox'
import type { DispatchCaseSchema } from '#contract/case-commands.ts'
import { Refusal } from '#contract/errors.ts'
import { categoryOf, demandStage } from './case-step.ts'
import type { CaseVerb } from './case-verb.ts'

/** 派遣: gives it to the department of its category, or to the one that is named. Throws Refusal `case/department-unknown`. */
export const dispatchCase: CaseVerb<Pick<Static<typeof DispatchCaseSchema>, 'department' | 'note'>> = {
  type: 'case.dispatch',
  needs: 'cases:file',
  decide: (known, { department: named, note }) => {
    const { state } = known
    demandStage(state, 'filed')
    const category = categoryOf(known, state.category)
    const department = named ?? category?.department
    if (department === undefined) throw new Refusal('case/department-unknown', 'No department deals with this category; name one.')
    const domains = known.domainsOf(department)
    if (!domains) throw new Refusal('case/department-unknown', `The city has no department "${department}".`)
    return [
      { type: 'case.dispatched', body: { department, ...domainFor(state.domain, domains), ...(note !== undefined && { note }) } },
    ]
  },
}

/** Whose staff can see it: a domain of the department, that of the category where it is one of them. */
export function domainFor(domain: string | undefined, domains: readonly string[]): { readonly domain?: string } {
  if (domains.length === 0 || (domain !== undefined && domains.includes(domain))) return {}
  return { domain: domains[0] as string }
}
