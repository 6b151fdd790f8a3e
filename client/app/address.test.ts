import { expect, it } from 'vitest'
import { readAddress, writeAddress } from './address.ts'

it('reads what it wrote', () => {
  const address = {
    displayClass: 'wall',
    scene: 'overview',
    area: '441900121',
    selected: 'x',
    work: 'incidents',
    language: 'en',
    theme: 'light',
    wall: 'main',
    moment: '2026-09-08T02:42:05Z',
    speed: '60',
    known: 'corrected',
  } as const
  const written = new URL(writeAddress(address), 'http://city')
  expect(readAddress(written)).toEqual(address)
})

it('takes nothing from an address that makes no sense', () => {
  expect(readAddress({ pathname: '/nowhere', search: '?lang=xx&theme=pink&scene=' })).toEqual({
    displayClass: undefined,
    scene: undefined,
    area: undefined,
    selected: undefined,
    work: undefined,
    language: undefined,
    theme: undefined,
    wall: undefined,
    ...{ moment: undefined, speed: undefined, known: undefined },
  })
})

it('is short where nothing was chosen', () => {
  const nothing = {
    ...{ scene: undefined, area: undefined, selected: undefined, work: undefined },
    ...{ language: undefined, theme: undefined, wall: undefined },
    ...{ moment: undefined, speed: undefined, known: undefined },
  }
  expect(writeAddress({ displayClass: 'desk', ...nothing })).toBe('/desk')
})
