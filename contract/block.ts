import { type Static, Type } from 'typebox'

/** An address that is kept out for a time, because it touched what nobody with good reason touches. */
export const BlockSchema = Type.Object(
  {
    address: Type.String(),
    reason: Type.String({ description: 'What it touched: a path, or the name of a decoy account.' }),
    begunAt: Type.Integer({ description: 'Epoch ms.' }),
    endsAt: Type.Integer({ description: 'Epoch ms.' }),
    touches: Type.Integer({ description: 'How often it touched a decoy.' }),
  },
  { additionalProperties: false, $id: 'block', description: 'An address that is kept out for a time.' },
)
export type Block = Static<typeof BlockSchema>

/** Answer of GET /api/blocks. */
export const BlocksSchema = Type.Object(
  {
    at: Type.Integer(),
    blocks: Type.Array(BlockSchema),
    exempt: Type.Array(Type.String(), { description: 'Addresses that raise an alarm and are never kept out.' }),
  },
  { additionalProperties: false, $id: 'blocks', description: 'Addresses that are kept out now.' },
)
export type Blocks = Static<typeof BlocksSchema>
