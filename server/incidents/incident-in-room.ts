import type { AppliedPlan, StandingStep } from '#contract/applied-plan.ts'
import type { IncidentState, Person } from '#contract/incident.ts'

/**
 * An incident as a room sees it, where nobody knows who looks: the situation, and who holds which post by what they are in
 * ordinary life. No name, nothing anybody wrote about people, no words of callers.
 */
export function incidentInRoom(state: IncidentState): IncidentState {
  const { offer: _offer, commander, ...command } = state.command
  return {
    ...state,
    openedBy: nameless(state.openedBy),
    levels: Object.fromEntries(
      Object.entries(state.levels).map(([field, standing]) => [
        field,
        standing && { ...standing, by: nameless(standing.by), reason: '' },
      ]),
    ),
    links: state.links.map(({ kind, channel, place, at, score }) => ({
      ...{ kind, text: '', place: { area: place.area }, at },
      ...(channel !== undefined && { channel }),
      ...(score !== undefined && { score }),
    })),
    lookalikes: [],
    command: { ...command, ...(commander && { commander: nameless(commander) }) },
    posts: state.posts.map((held) => ({ ...held, person: nameless(held.person) })),
    groups: state.groups.map(({ note: _note, lead, members, ...group }) => ({
      ...group,
      ...(lead && { lead: nameless(lead) }),
      members: members.map(nameless),
    })),
    ...(state.rollCall && {
      rollCall: {
        ...state.rollCall,
        by: nameless(state.rollCall.by),
        asked: state.rollCall.asked.map(({ person, answer, answeredAt }) => ({
          person: nameless(person),
          ...(answer && { answer }),
          ...(answeredAt !== undefined && { answeredAt }),
        })),
      },
    }),
    casualties: state.casualties.map(({ reason: _reason, ...version }) => ({ ...version, by: nameless(version.by) })),
    reports: state.reports.map(({ attachments: _attachments, ...report }) => ({
      ...report,
      by: nameless(report.by),
      fields: Object.fromEntries(Object.keys(report.fields).map((field) => [field, null])) as typeof report.fields,
    })),
    marks: state.marks.map((mark) => ({ ...mark, by: nameless(mark.by) })),
    reads: [],
    ...(state.plans && { plans: state.plans.map(planInRoom) }),
    ...(state.over && { over: roomOver(state.over) }),
  }
}

/** How far a plan is: names of steps and how many orders they made; no reasons, no figures, no orders that nobody issued. */
function planInRoom({ by, ended, steps, ...applied }: AppliedPlan): AppliedPlan {
  return {
    ...applied,
    by: nameless(by),
    steps: steps.map(stepInRoom),
    ...(ended && { ended: { at: ended.at, by: nameless(ended.by), reason: '' } }),
  }
}

function stepInRoom({ why: _why, ...standing }: StandingStep): StandingStep {
  switch (standing.stage) {
    case 'proposed':
      return { ...standing, orders: [], groups: [] }
    case 'accepted':
      return { ...standing, by: nameless(standing.by) }
    case 'dismissed':
      return { ...standing, by: nameless(standing.by), reason: '' }
  }
}

function nameless({ post }: Person): Person {
  return { id: '', name: '', ...(post !== undefined && { post }) }
}

function roomOver(over: NonNullable<IncidentState['over']>): NonNullable<IncidentState['over']> {
  switch (over.how) {
    case 'closed':
      return { how: 'closed', at: over.at, by: nameless(over.by) }
    case 'withdrawn':
      return { how: 'withdrawn', at: over.at, by: nameless(over.by), reason: '' }
    case 'merged':
      return { ...over, by: nameless(over.by) }
  }
}
