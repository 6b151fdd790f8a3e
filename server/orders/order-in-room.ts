import type { Person } from '#contract/incident.ts'
import type { OrderState } from '#contract/order.ts'

/**
 * An order as a room sees it, where nobody knows who looks: what is to be done, by which office, and how far it is. No name,
 * no words from the scene, no photo.
 */
export function orderInRoom(state: OrderState): OrderState {
  const { text: _text, taker: _taker, withdrawn: _withdrawn, place, outcome, verification, ...rest } = state
  return {
    ...rest,
    ...(place && { place: { area: place.area, ...(place.at && { at: place.at }) } }),
    to: state.to.kind === 'person' ? { kind: 'person', person: nameless(state.to.person) } : state.to,
    by: nameless(state.by),
    stamps: state.stamps.map(({ stage, at, by }) => ({ stage, at, by: nameless(by) })),
    devices: [],
    progress: state.progress.map(({ at, by, value }) => ({
      ...{ at, by: nameless(by), attachments: [] },
      ...(value !== undefined && { value }),
    })),
    ...(outcome && { outcome: { how: outcome.how, attachments: [] } }),
    ...(verification && { verification: { by: nameless(verification.by), at: verification.at } }),
  }
}

function nameless({ post }: Person): Person {
  return { id: '', name: '', ...(post !== undefined && { post }) }
}
