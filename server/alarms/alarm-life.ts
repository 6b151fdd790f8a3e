import type { AlarmEvent, AlarmResponse, AlarmState } from '#contract/alarm.ts'
import type { Life } from '../matters/life.ts'

/**
 * The life of an alarm. It is open while it stands: one that cleared is closed, and opens again when it comes back soon.
 *
 *   raised ⇄ cleared                     what the figure does, by its rule
 *   unanswered → acknowledged            what people do; both can be put on the shelf and come back
 */
export const alarmLife: Life<'alarm', AlarmState, AlarmEvent> = {
  kind: 'alarm',
  evolve: (state, event) => {
    if (state === undefined) {
      if (event.type !== 'alarm.raised') throw new Error(`an alarm cannot begin with ${event.type}`)
      const { since, ...said } = event.body
      return {
        ...said,
        condition: { kind: 'raised', since },
        response: { kind: 'unanswered' },
        ...{ raisedAt: event.at, raises: 1, tier: 0, paged: [], comments: [] },
      }
    }
    return after(state, event)
  },
  standing: ({ condition, area, domain, sensitivity, paged }) => {
    const people = [...new Set(paged.flatMap(({ people }) => people.map(({ id }) => id)))]
    return {
      isOpen: condition.kind === 'raised',
      reach: {
        area,
        ...(domain !== undefined && { domain }),
        ...(sensitivity !== undefined && { sensitivity }),
        ...(people.length > 0 && { people }),
      },
    }
  },
  inRoom: (state) => ({
    ...state,
    response: withoutNames(state.response),
    paged: state.paged.map((page) => ({ ...page, people: [] })),
    comments: [],
  }),
}

function after(state: AlarmState, event: AlarmEvent): AlarmState {
  const done = { at: event.at, by: event.actor }
  switch (event.type) {
    case 'alarm.raised': {
      const { severity, why, since, arrivals } = event.body
      return {
        ...state,
        severity,
        why,
        ...(arrivals && { arrivals }),
        condition: { kind: 'raised', since },
        raises: state.raises + 1,
      }
    }
    case 'alarm.changed':
      return { ...state, ...event.body, response: answerTo(state, event.body.severity) }
    case 'alarm.cleared':
      return { ...state, why: event.body.why, condition: { kind: 'cleared', at: event.at } }
    case 'alarm.acknowledged':
      return { ...state, response: { kind: 'acknowledged', ...done } }
    case 'alarm.shelved': {
      const { response } = state
      const before =
        response.kind === 'acknowledged' ? response : response.kind === 'shelved' ? response.wasAcknowledged : undefined
      return {
        ...state,
        response: {
          ...{ kind: 'shelved', ...done, ...event.body },
          ...(before && { wasAcknowledged: { at: before.at, ...(before.by && { by: before.by }) } }),
        },
      }
    }
    case 'alarm.unshelved': {
      if (state.response.kind !== 'shelved') return state
      const { wasAcknowledged } = state.response
      return { ...state, response: wasAcknowledged ? { kind: 'acknowledged', ...wasAcknowledged } : { kind: 'unanswered' } }
    }
    case 'alarm.commented':
      return { ...state, comments: [...state.comments, { ...done, text: event.body.text }] }
    case 'alarm.paged': {
      const { tier, post, people } = event.body
      return { ...state, tier: tier + 1, paged: [...state.paged, { at: event.at, tier, post, people: [...people] }] }
    }
  }
}

/** What was taken on as a warning is not taken on as what it became. */
function answerTo({ severity, response }: AlarmState, next: AlarmState['severity']): AlarmResponse {
  return next === 'critical' && severity === 'warning' && response.kind === 'acknowledged' ? { kind: 'unanswered' } : response
}

function withoutNames(response: AlarmResponse): AlarmResponse {
  switch (response.kind) {
    case 'unanswered':
      return response
    case 'acknowledged':
      return { kind: 'acknowledged', at: response.at }
    case 'shelved': {
      const { at, until, wasAcknowledged } = response
      return { kind: 'shelved', at, until, ...(wasAcknowledged && { wasAcknowledged: { at: wasAcknowledged.at } }) }
    }
  }
}
