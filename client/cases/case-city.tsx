import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type CaseTables, PLAIN_CASE_TABLES } from '#contract/case-tables.ts'
import { type WorkingTime, workingTime } from '#contract/working-time.ts'
import { useRead } from '../access/use-read.ts'
import { openDeviceStore } from '../state/device-store.ts'
import { useCity, useNames } from '../state/hooks.ts'

/** What the city says of its cases: categories, limits, and when people work. */
export interface CaseCity {
  readonly tables: CaseTables
  readonly time: WorkingTime
}

const CaseCityContext = createContext<CaseCity | undefined>(undefined)

/** Reads the tables once for what stands inside, and keeps them on the device: a report is filled in without a network as well. */
export function CaseCityProvider({ children }: { readonly children: ReactNode }) {
  const city = useCity()
  const { reading } = useRead<CaseTables>('/api/cases/tables')
  const [kept, setKept] = useState<CaseTables>()
  const read = reading.kind === 'here' ? reading.body : undefined
  const isRefused = reading.kind === 'refused'
  useEffect(() => {
    // A device that keeps nothing goes on with what the server says.
    if (read) void openDeviceStore().then(({ caseTables }) => caseTables.put(read), nothing)
    else if (isRefused) void openDeviceStore().then(async ({ caseTables }) => setKept(await caseTables.read()), nothing)
  }, [read, isRefused])
  const tables = read ?? kept ?? PLAIN_CASE_TABLES
  const value = useMemo(() => ({ tables, time: workingTime(tables.calendar, city.calendar) }), [tables, city])
  return <CaseCityContext value={value}>{children}</CaseCityContext>
}

function nothing(): void {}

export function useCaseCity(): CaseCity {
  const found = useContext(CaseCityContext)
  if (!found) throw new Error('cases are drawn inside a CaseCityProvider')
  return found
}

/** The name of a category, and of the 大类 it belongs to; the bare id where the tables do not know it any more. */
export function useCategoryName(): (id: string) => {
  readonly name: string
  readonly group: string | undefined
  readonly kind: 'component' | 'event' | undefined
} {
  const { tables } = useCaseCity()
  const name = useNames()
  return (id) => {
    const category = tables.categories.find((one) => one.id === id)
    const group = tables.groups.find((one) => one.id === category?.group)
    return { name: category ? name(category.names) : id, group: group && name(group.names), kind: group?.kind }
  }
}

/** The name of a department, short where it has a short one. */
export function useDepartmentName(): (id: string) => string {
  const city = useCity()
  const name = useNames()
  return (id) => {
    const department = city.department(id)
    return department ? name(department.short ?? department.names) : id
  }
}
