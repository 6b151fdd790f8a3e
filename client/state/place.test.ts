import { expect, it, vi } from 'vitest'
import { createPlaceStore } from './place.ts'

it('drops the selection when the screen is drilled elsewhere, and keeps it when it stays', () => {
  const place = createPlaceStore({ scene: 'home', area: 'city', selected: 'a' })
  place.open('city')
  expect(place.getState().selected).toBe('a')
  place.open('east')
  expect(place.getState()).toMatchObject({ area: 'east', selected: undefined })
})

it('wakes nobody when nothing changes', () => {
  const place = createPlaceStore({ scene: 'home', area: 'city' })
  const listener = vi.fn()
  place.subscribe(listener)
  place.show('home')
  place.hover(undefined)
  expect(listener).not.toHaveBeenCalled()
})
