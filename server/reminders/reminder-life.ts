import type { ReminderEvent, ReminderState } from '#contract/reminder.ts'
import type { Life } from '../matters/life.ts'

/**
 * The life of a reminder. It is open while something is owed:
 *
 *   raised → settled                     what the matter does it is about; it opens again when the same is owed again
 *   paged, taken                         what people are told, and who sees to it
 */
export const reminderLife: Life<'reminder', ReminderState, ReminderEvent> = {
  kind: 'reminder',
  evolve: (state, event) => {
    if (event.type === 'reminder.raised') {
      const { tier, paged } = state ?? { tier: 0, paged: [] }
      return { ...event.body, since: event.at, tier, paged }
    }
    if (!state) throw new Error(`a reminder cannot begin with ${event.type}`)
    return after(state, event)
  },
  standing: ({ area, domain, sensitivity, settledAt, paged }) => {
    const people = [...new Set(paged.flatMap(({ people }) => people.map(({ id }) => id)))]
    return {
      isOpen: settledAt === undefined,
      reach: {
        area,
        ...(domain !== undefined && { domain }),
        ...(sensitivity !== undefined && { sensitivity }),
        ...(people.length > 0 && { people }),
      },
    }
  },
  inRoom: ({ title: _title, taken, paged, ...state }) => ({
    ...state,
    ...(taken && { taken: { at: taken.at } }),
    paged: paged.map((page) => ({ ...page, people: [] })),
  }),
}

function after(state: ReminderState, event: Exclude<ReminderEvent, { type: 'reminder.raised' }>): ReminderState {
  switch (event.type) {
    case 'reminder.taken':
      return { ...state, taken: { at: event.at, by: event.actor } }
    case 'reminder.paged': {
      const { tier, post, people } = event.body
      return { ...state, tier: tier + 1, paged: [...state.paged, { at: event.at, tier, post, people: [...people] }] }
    }
    case 'reminder.settled':
      return { ...state, settledAt: event.at }
  }
}
