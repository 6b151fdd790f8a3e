import { type Static, type TSchema, Type } from 'typebox'
import { PLAIN_TABLES, SamenessSchema } from './command-tables.ts'
import { NamesSchema } from './names.ts'
import { ALWAYS, WorkingCalendarSchema } from './working-time.ts'

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Id = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 64 })

/** 部件: a thing of the city that is broken or gone; 事件: something that happens in it. As in GB/T 30428.2. */
export const CATEGORY_KINDS = ['component', 'event'] as const
export type CategoryKind = (typeof CATEGORY_KINDS)[number]

/** 紧急工作时: hours that run day and night; 工作时; 工作日. */
export const LIMIT_UNITS = ['hours', 'working-hours', 'working-days'] as const
export type LimitUnit = (typeof LIMIT_UNITS)[number]

/** How long something may take. */
export const TimeLimitSchema = closed({
  amount: Type.Number({ exclusiveMinimum: 0, maximum: 2_000 }),
  unit: Type.Enum(LIMIT_UNITS),
})
export type TimeLimit = Static<typeof TimeLimitSchema>

/** A group of categories: 大类. */
export const CategoryGroupSchema = closed({
  id: Id,
  kind: Type.Enum(CATEGORY_KINDS),
  code: Type.Optional(Type.String({ pattern: '^[0-9]{2}$', description: 'Code of the 大类.' })),
  names: NamesSchema,
})
export type CategoryGroup = Static<typeof CategoryGroupSchema>

/** A category of cases: 小类, with who deals with it and how long that may take. */
export const CaseCategorySchema = closed({
  id: Id,
  group: Id,
  code: Type.Optional(Type.String({ pattern: '^[0-9]{4}$', description: 'Code of 大类 and 小类.' })),
  names: NamesSchema,
  domain: Type.Optional(Type.String({ description: 'The domain of the city it falls to.' })),
  department: Type.Optional(Type.String({ description: 'The department it is dispatched to unless somebody says otherwise.' })),
  limit: Type.Optional(TimeLimitSchema),
  onSite: Type.Optional(
    Type.Boolean({ description: 'Something to be seen on the spot: checked there before it is filed. true unless said.' }),
  ),
  condition: Type.Optional(NamesSchema),
  done: Type.Optional(NamesSchema),
})
export type CaseCategory = Static<typeof CaseCategorySchema>

/** The clocks of a case: 案卷建立, 派遣, 处理, 核查. The one for handling has the limit of the category. */
export const CASE_CLOCKS = ['filing', 'dispatch', 'handling', 'verification'] as const
export type CaseClockName = (typeof CASE_CLOCKS)[number]

const CaseLimitsSchema = closed(
  Object.fromEntries(CASE_CLOCKS.map((name) => [name, Type.Optional(TimeLimitSchema)])) as {
    [Name in CaseClockName]: ReturnType<typeof Type.Optional<typeof TimeLimitSchema>>
  },
  'How long each may take; `handling` where the category says nothing.',
)

/** dashboards/<city>/cases/*.json: tables of one or several kinds in each file; those of all files together count. */
export const CasesFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    note: Type.Optional(Type.String({ description: 'What must be checked before a deployment relies on it.' })),
    groups: Type.Optional(Type.Array(CategoryGroupSchema)),
    categories: Type.Optional(Type.Array(CaseCategorySchema)),
    limits: Type.Optional(CaseLimitsSchema),
    sameness: Type.Optional(SamenessSchema),
    calendar: Type.Optional(WorkingCalendarSchema),
  },
  { additionalProperties: false, description: 'Tables of cases: categories, time limits, the working calendar.' },
)
export type CasesFile = Static<typeof CasesFileSchema>

/** Answer of GET /api/cases/tables: what the city says of its cases. */
export const CaseTablesSchema = Type.Object(
  {
    groups: Type.Array(CategoryGroupSchema),
    categories: Type.Array(CaseCategorySchema),
    limits: CaseLimitsSchema,
    sameness: SamenessSchema,
    calendar: WorkingCalendarSchema,
  },
  { additionalProperties: false, $id: 'case-tables' },
)
export type CaseTables = Static<typeof CaseTablesSchema>

/** The one category of a city that names none. */
export const OTHER_CATEGORY = 'other'

/** What a city without tables of its own gets: one category, no limits, and time that never stops. */
export const PLAIN_CASE_TABLES: CaseTables = {
  groups: [{ id: 'other', kind: 'event', names: { zh: '其他事件', en: 'Other' } }],
  categories: [{ id: OTHER_CATEGORY, group: 'other', names: { zh: '其他', en: 'Other' }, onSite: false }],
  limits: {},
  sameness: { ...PLAIN_TABLES.sameness, withinMinutes: 4_320 },
  calendar: ALWAYS,
}
