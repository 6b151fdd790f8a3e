import { type Static, Type } from 'typebox'
import type { MatterKind } from './matter.ts'

/** What people are paged for: an alarm that nobody took on, and a reminder of something that is owed. */
export const PAGED_KINDS = ['alarm', 'reminder'] as const satisfies readonly MatterKind[]
export type PagedKind = (typeof PAGED_KINDS)[number]

/** Somebody who was told. */
export const ToldSchema = Type.Object(
  { id: Type.String({ description: 'Id of the account.' }), name: Type.String() },
  { additionalProperties: false },
)
export type Told = Static<typeof ToldSchema>

/** One rung of the ladder: which post was told when, and who was on duty there; nobody is named on walls. */
export const PageSchema = Type.Object(
  { at: Type.Integer({ description: 'Epoch ms.' }), tier: Type.Integer(), post: Type.String(), people: Type.Array(ToldSchema) },
  { additionalProperties: false },
)
export type Page = Static<typeof PageSchema>

/** How far up the ladder something is: in the state of everything people are paged for. */
export const LADDER = {
  tier: Type.Integer({ minimum: 0, description: 'How many rungs of the ladder have been told.' }),
  paged: Type.Array(PageSchema, { description: 'Who was told; nobody is named on walls.' }),
}
