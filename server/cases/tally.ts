import { CASE_QUEUES, type CaseCounts, type CaseQueues, type CaseTally } from '#contract/case.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { CaseSight } from './case-sight.ts'
import type { CaseCell } from './case-store.ts'

/** Sums cells as far as a subject sees them: in all, by queue, by the parts of an area and by department. Pure. */
export function tally(
  cells: readonly CaseCell[],
  sight: CaseSight,
  tree: AreaTree,
  { area, at }: { readonly area: string; readonly at: number },
): CaseCounts {
  const total = { count: 0, overdue: 0 }
  const queues = new Map<string, CaseTally>()
  const areas = new Map<string, CaseTally>()
  const departments = new Map<string, CaseTally>()
  const partOf = partsOf(tree, area)
  for (const cell of seenCells(cells, sight)) {
    add(total, cell)
    if (cell.queue === null) continue
    add(of(queues, cell.queue), cell)
    add(of(areas, partOf(cell.area)), cell)
    if (cell.department !== null) add(of(departments, cell.department), cell)
  }
  return {
    ...{ at, total },
    queues: CASE_QUEUES.flatMap((queue) => entry(queues, queue, { queue })),
    areas: [...areas].map(([area, sum]) => ({ area, ...sum })).sort((a, b) => (a.area < b.area ? -1 : 1)),
    departments: [...departments]
      .map(([department, sum]) => ({ department, ...sum }))
      .sort((a, b) => (a.department < b.department ? -1 : 1)),
  }
}

/** What is to be done in every town by every department. Pure. */
export function queuesByTown(cells: readonly CaseCell[], sight: CaseSight, tree: AreaTree, at: number): CaseQueues {
  const sums = new Map<string, CaseQueues['queues'][number]>()
  for (const cell of seenCells(cells, sight)) {
    if (cell.queue === null) continue
    const area = tree.path(cell.area).find(({ level }) => level === 'town')?.code ?? cell.area
    const key = `${area}\n${cell.department ?? ''}\n${cell.queue}`
    const known = sums.get(key) ?? {
      area,
      queue: cell.queue,
      ...(cell.department !== null && { department: cell.department }),
      count: 0,
      overdue: 0,
    }
    add(known, cell)
    sums.set(key, known)
  }
  return { at, queues: [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum) }
}

function seenCells(cells: readonly CaseCell[], { areas, domains }: CaseSight): readonly CaseCell[] {
  const inSight = areas && new Set(areas)
  return cells.filter(
    ({ area, domain }) => (!inSight || inSight.has(area)) && (!domains || domain === null || domains.includes(domain)),
  )
}

/** The part of an area another lies in: one of its children, itself, or the other where it lies in none. */
function partsOf(tree: AreaTree, area: string): (code: string) => string {
  const known = new Map<string, string>()
  return (code) => {
    const found = known.get(code)
    if (found !== undefined) return found
    const path = tree.path(code)
    const place = path.findIndex((one) => one.code === area)
    const part = place > 0 ? (path[place - 1]?.code ?? code) : code
    known.set(code, part)
    return part
  }
}

function of(sums: Map<string, CaseTally>, key: string): CaseTally {
  const known = sums.get(key) ?? { count: 0, overdue: 0 }
  sums.set(key, known)
  return known
}

function add(sum: CaseTally, { count, overdue }: CaseTally): void {
  sum.count += count
  sum.overdue += overdue
}

function entry<Head extends object>(sums: ReadonlyMap<string, CaseTally>, key: string, head: Head): (Head & CaseTally)[] {
  const sum = sums.get(key)
  return sum ? [{ ...head, ...sum }] : []
}
