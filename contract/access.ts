import { type Static, Type } from 'typebox'
import { DISPLAY_CLASSES } from './display-class.ts'
import type { Audience } from './metric.ts'
import type { Sensitivity } from './sensitivity.ts'

/**
 * Everything that can be permitted, and nothing else can: a route or a socket event that names none of these is not served.
 * `noun:verb`, the noun as in the glossary.
 */
export const ACTIONS = [
  /** What everyone may read without signing in: the public's blocks, the page itself, health. */
  'open:read',
  /** What firms may read: the enterprises' blocks. */
  'enterprise:read',
  /** Names of areas, metrics and scenes, as far as the remit reaches. */
  'catalogue:read',
  /** Figures now, in the past and as known then, live and by request, as far as the remit reaches. */
  'figures:read',
  /** Figures as a file. */
  'figures:export',
  /** What people deal with, as far as the remit reaches: alarms, warnings, incidents, orders. */
  'matters:read',
  /** Vehicles, teams, cameras, shelters and their places, as far as the remit reaches. */
  'entities:read',
  /** Acknowledging and shelving alarms. */
  'alarms:handle',
  /** Taking on what others are paged for: something that is owed. */
  'reminders:take',
  /** Warning others in the city's name, and ending a warning. */
  'warnings:issue',
  /** Opening an incident, reporting to it, counting its casualties. */
  'incidents:open',
  /** Leading it: command, levels, groups, plans, its end. */
  'incidents:command',
  /** Giving orders, and judging what was done on them. */
  'orders:issue',
  'orders:verify',
  /** Answering an order one was given. */
  'orders:answer',
  /** Photos and voice notes: seeing those beside what one may read, and sending them with what one says. */
  'files:read',
  'files:send',
  /** Reporting a case: what somebody saw in the city. */
  'cases:report',
  /** The desk of cases: accepting, filing, dispatching, granting more time, merging, closing, evaluating. */
  'cases:file',
  /** Dealing with a case one's department was given. */
  'cases:handle',
  /** Looking on the spot: whether a case is there, and whether the work was done. */
  'cases:verify',
  /** Drills: what can be rehearsed, how one goes, and how it came out. */
  'drills:read',
  /** Starting, pausing and ending a drill. */
  'drills:run',
  /** The feeds and how they go. */
  'sources:read',
  /** Own password, factors, sessions and remit. */
  'self:manage',
  /** Enrolling walls and office screens, and ending their enrolment. */
  'screens:read',
  'screens:enrol',
  'screens:revoke',
  /** System administrator: accounts, without any say in what they may do. */
  'accounts:read',
  'accounts:manage',
  /** Security administrator: remits, sessions of others, blocks, posture. */
  'remits:grant',
  'sessions:end',
  'blocks:manage',
  'posture:read',
  /** How the running product is: feeds, record, backup, screens, lag. */
  'operation:read',
  /** Audit administrator. */
  'audit:read',
  'audit:export',
  /** Personal data in the clear, for a stated purpose, which is recorded. */
  'personal:unmask',
] as const
export type Action = (typeof ACTIONS)[number]

/** What sort of holder a role is for. The three administrators exclude each other and every other role (三权分立). */
export const ROLE_KINDS = ['duty', 'administrator', 'enterprise', 'screen', 'program', 'visitor'] as const
export type RoleKind = (typeof ROLE_KINDS)[number]

export interface RoleRule {
  readonly kind: RoleKind
  readonly audience: Audience
  readonly clearance: Sensitivity
  readonly may: readonly Action[]
}

const READING = [
  'open:read',
  'enterprise:read',
  'catalogue:read',
  'figures:read',
  'matters:read',
  'entities:read',
] as const satisfies readonly Action[]
/** Answering what one was told to do, seeing to what is owed, and showing what one saw. */
const ANSWERING = ['orders:answer', 'reminders:take', 'files:read', 'files:send'] as const satisfies readonly Action[]

/** What is done about cases: by those at their desk, and by those on the spot. */
const CASE_DESK = ['cases:report', 'cases:file', 'cases:verify'] as const satisfies readonly Action[]
const CASES_ON_SITE = ['cases:report', 'cases:handle', 'cases:verify'] as const satisfies readonly Action[]

/** Rehearsing is the duty of those who lead and of those on duty; whoever plays along watches. */
const REHEARSING = ['drills:read', 'drills:run'] as const satisfies readonly Action[]

const WORKING = [...READING, 'figures:export', 'sources:read', 'self:manage'] as const satisfies readonly Action[]

function duty(clearance: Sensitivity, ...more: readonly Action[]): RoleRule {
  return { kind: 'duty', audience: 'government', clearance, may: [...WORKING, ...more] }
}

function administrator(...more: readonly Action[]): RoleRule {
  return { kind: 'administrator', audience: 'government', clearance: 'open', may: ['open:read', 'self:manage', ...more] }
}

/**
 * Every role and what it may do, within the area and the domains of its remit. What a table row does not name is refused.
 * The duties are those of a command centre; the administrators those of GB/T 22239-2019 8.1.4.2 and 8.1.5.
 */
export const ROLES = {
  leader: duty(
    'sensitive',
    ...([
      'alarms:handle',
      'incidents:open',
      'incidents:command',
      'orders:issue',
      'orders:verify',
      ...ANSWERING,
      'cases:report',
      'drills:read',
    ] as const),
  ),
  commander: duty(
    'sensitive',
    ...(['alarms:handle', 'warnings:issue', 'incidents:open', 'incidents:command'] as const),
    ...(['orders:issue', 'orders:verify', ...ANSWERING, 'screens:read', 'screens:enrol', 'personal:unmask'] as const),
    ...(['cases:report', 'cases:file', ...REHEARSING] as const),
  ),
  'duty-officer': duty(
    'sensitive',
    ...(['alarms:handle', 'warnings:issue', 'incidents:open', 'orders:issue', 'orders:verify', ...ANSWERING] as const),
    ...(['screens:read', 'personal:unmask'] as const),
    ...CASE_DESK,
    ...REHEARSING,
  ),
  dispatcher: duty(
    'internal',
    ...(['alarms:handle', 'incidents:open', 'orders:issue', 'orders:verify', ...ANSWERING, ...CASE_DESK, 'drills:read'] as const),
  ),
  'department-staff': duty(
    'internal',
    'alarms:handle',
    'incidents:open',
    ...ANSWERING,
    'cases:report',
    'cases:handle',
    'drills:read',
  ),
  'town-staff': duty('internal', 'alarms:handle', 'incidents:open', ...ANSWERING, ...CASE_DESK, 'cases:handle', 'drills:read'),
  'field-responder': duty('internal', 'incidents:open', ...ANSWERING, ...CASES_ON_SITE),
  'data-steward': duty('sensitive'),
  'wall-director': duty('internal', 'screens:read', 'screens:enrol', 'screens:revoke'),
  'system-administrator': administrator(
    ...(['accounts:read', 'accounts:manage', 'operation:read', 'sources:read', 'screens:read', 'personal:unmask'] as const),
  ),
  'security-administrator': administrator(
    'accounts:read',
    'remits:grant',
    'sessions:end',
    'screens:read',
    'screens:revoke',
    'blocks:manage',
    'posture:read',
  ),
  'audit-administrator': administrator('audit:read', 'audit:export'),
  enterprise: {
    kind: 'enterprise',
    audience: 'enterprise',
    clearance: 'open',
    may: ['open:read', 'enterprise:read', 'self:manage'],
  },
  'wall-screen': { kind: 'screen', audience: 'government', clearance: 'internal', may: READING },
  'office-screen': { kind: 'screen', audience: 'government', clearance: 'internal', may: READING },
  reader: { kind: 'program', audience: 'government', clearance: 'internal', may: [...READING, 'figures:export', 'sources:read'] },
  visitor: { kind: 'visitor', audience: 'public', clearance: 'open', may: ['open:read'] },
} as const satisfies Record<string, RoleRule>
export type Role = keyof typeof ROLES

export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[]

/** Roles that a person's account can be given. */
export const PERSON_ROLES = ROLE_NAMES.filter((role) => ['duty', 'administrator', 'enterprise'].includes(ROLES[role].kind))

export const RoleSchema = Type.Enum(ROLE_NAMES as Role[], { description: 'A role: what its holder may do.' })

/**
 * What someone answers for: a role, in an area and all that lies in it, for all domains or some. A person may hold several
 * and acts in one at a time, so that it is always known in which capacity something was seen or done.
 */
export const RemitSchema = Type.Object(
  {
    id: Type.String({ maxLength: 64 }),
    role: RoleSchema,
    area: Type.String({ maxLength: 32, description: 'Area code; everything below it is included.' }),
    domains: Type.Union([Type.Literal('all'), Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 64 })], {
      description: 'Domains of the city, or all of them.',
    }),
  },
  { additionalProperties: false, $id: 'remit', description: 'A role in an area and some domains.' },
)
export type Remit = Static<typeof RemitSchema>

/** How surely a session knows who is there. `trial` is a role picked in the simulated city; nobody proved anything. */
export const ASSURANCES = ['password', 'second-factor', 'federated', 'trial'] as const
export type Assurance = (typeof ASSURANCES)[number]

/** What a person must do before anything else is served to the session. */
export const DUTIES = ['change-password', 'add-factor', 'give-factor', 'choose-remit'] as const
export type Duty = (typeof DUTIES)[number]

/** Answer of GET /api/access/me: who the caller is to the server, and which ways in there are. */
export const MeSchema = Type.Object(
  {
    subject: Type.Union([
      Type.Object({ kind: Type.Literal('visitor') }, { additionalProperties: false }),
      Type.Object(
        {
          kind: Type.Literal('person'),
          id: Type.String(),
          name: Type.String({ description: 'The name shown to others.' }),
          assurance: Type.Enum(ASSURANCES),
          remit: Type.Optional(RemitSchema),
          remits: Type.Array(RemitSchema),
          owes: Type.Array(Type.Enum(DUTIES)),
          may: Type.Array(Type.Enum(ACTIONS)),
          endsAt: Type.Integer({ description: 'When the session ends whatever happens, epoch ms.' }),
          idleMs: Type.Integer({ description: 'After this long without any request the session ends.' }),
        },
        { additionalProperties: false },
      ),
      Type.Object(
        {
          kind: Type.Literal('screen'),
          id: Type.String(),
          name: Type.String(),
          display: Type.Enum(DISPLAY_CLASSES),
          remit: RemitSchema,
          may: Type.Array(Type.Enum(ACTIONS)),
        },
        { additionalProperties: false },
      ),
      Type.Object(
        {
          kind: Type.Literal('program'),
          id: Type.String(),
          name: Type.String(),
          remit: RemitSchema,
          may: Type.Array(Type.Enum(ACTIONS)),
        },
        { additionalProperties: false },
      ),
    ]),
    ways: Type.Object(
      {
        trial: Type.Array(RoleSchema, {
          description: 'Roles to be picked with one press; empty but for the simulated city on loopback.',
        }),
        provider: Type.Optional(Type.Object({ name: Type.String() }, { additionalProperties: false })),
        passkey: Type.Boolean(),
        isNew: Type.Boolean({ description: 'There is no administrator yet: the first start printed a link.' }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false, $id: 'me', description: 'Who the caller is, and which ways in there are.' },
)
export type Me = Static<typeof MeSchema>
