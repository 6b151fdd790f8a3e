import { type Static, Type } from 'typebox'
import { ASSURANCES, RemitSchema, RoleSchema } from './access.ts'

/** invited: its owner has not chosen a password yet; active; disabled: shut out, with a reason. */
export const ACCOUNT_STATES = ['invited', 'active', 'disabled'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

/** An account as administrators see it: GET /api/accounts answers `{ accounts }`. */
export const ListedAccountSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String({ description: 'The name to sign in with.' }),
    shown: Type.String({ description: 'The name shown to others.' }),
    state: Type.Enum(ACCOUNT_STATES),
    reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it is disabled.' }),
    phone: Type.Union([Type.String(), Type.Null()], { description: 'Masked.' }),
    hasFactor: Type.Boolean(),
    provider: Type.Union([Type.String(), Type.Null()], {
      description: 'What the provider of sign-in calls its owner; null where it has no way in by it.',
    }),
    isLocked: Type.Boolean({ description: 'Attempts at it are refused for a while, from some address or from all.' }),
    sessions: Type.Integer({ description: 'How many are open.' }),
    madeAt: Type.Integer({ description: 'Epoch ms.' }),
    usedAt: Type.Integer({ description: 'When it was last used, or made; epoch ms.' }),
    remits: Type.Array(RemitSchema),
  },
  { additionalProperties: false, $id: 'listed-account' },
)
export type ListedAccount = Static<typeof ListedAccountSchema>

/** A session as its owner or an administrator sees it. Times are epoch ms. */
export const ListedSessionSchema = Type.Object(
  {
    id: Type.String(),
    openedAt: Type.Integer(),
    usedAt: Type.Integer(),
    endsAt: Type.Integer(),
    assurance: Type.Enum(ASSURANCES),
    role: Type.Union([RoleSchema, Type.Null()], { description: 'The role chosen, where one was.' }),
    address: Type.Union([Type.String(), Type.Null()]),
    agent: Type.Union([Type.String(), Type.Null()], { description: 'What the browser said of itself.' }),
  },
  { additionalProperties: false, $id: 'listed-session' },
)
export type ListedSession = Static<typeof ListedSessionSchema>

export const FACTOR_KINDS = ['totp', 'passkey'] as const
export type FactorKind = (typeof FACTOR_KINDS)[number]

/** A second factor as its owner sees it. Times are epoch ms. */
export const FactorSchema = Type.Object(
  {
    id: Type.String(),
    kind: Type.Enum(FACTOR_KINDS, { description: 'totp: one-time codes.' }),
    name: Type.String(),
    madeAt: Type.Integer(),
    usedAt: Type.Union([Type.Integer(), Type.Null()]),
  },
  { additionalProperties: false, $id: 'factor' },
)
export type Factor = Static<typeof FactorSchema>

/** A factor of one-time codes just begun. Told once. */
export const NewTotpSchema = Type.Object(
  {
    id: Type.String(),
    uri: Type.String({ description: 'otpauth: address, to be shown as a QR code.' }),
    secret: Type.String({ description: 'The same in base32, to be typed.' }),
  },
  { additionalProperties: false, $id: 'new-totp' },
)
export type NewTotp = Static<typeof NewTotpSchema>
