import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { withSafeIntegers } from './safe-integers.ts'

it('bounds every whole number that has no bounds of its own, however deep it lies', () => {
  const schema = Type.Object(
    { at: Type.Integer(), list: Type.Array(Type.Union([Type.Integer({ minimum: 1 }), Type.String()])), share: Type.Number() },
    { $id: 'x' },
  )
  const bounded = JSON.parse(JSON.stringify(withSafeIntegers(schema)))
  expect(bounded.properties.at).toEqual({ type: 'integer', minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })
  expect(bounded.properties.list.items.anyOf[0]).toMatchObject({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  expect(bounded.properties.share).toEqual({ type: 'number' })
  expect(bounded).not.toHaveProperty('$id')
  expect(schema.properties.at).toEqual({ type: 'integer' })
})
