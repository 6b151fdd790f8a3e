import { CASE_QUEUES, type CaseCounts, type CaseQueues, type CaseTally } from '#contract/case.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { CaseCell, CaseSum } from './case-store.ts'

/** Puts sums together as they are told: in all, by queue, by the parts of an area and by department. Pure. */
export function tally(
  sums: readonly CaseSum[],
  tree: AreaTree,
  { area, at }: { readonly area: string; readonly at: number },
): CaseCounts {
  const total = { count: 0, overdue: 0 }
  const found = {
    queue: new Map<string, CaseTally>(),
    area: new Map<string, CaseTally>(),
    department: new Map<string, CaseTally>(),
  }
  const partOf = partsOf(tree, area)
  for (const sum of sums) {
    if (sum.of === 'queue') add(total, sum)
    if (sum.key !== null) add(of(found[sum.of], sum.of === 'area' ? partOf(sum.key) : sum.key), sum)
  }
  return {
    ...{ at, total },
    queues: CASE_QUEUES.flatMap((queue) => {
      const sum = found.queue.get(queue)
      return sum ? [{ queue, ...sum }] : []
    }),
    areas: [...found.area].map(([area, sum]) => ({ area, ...sum })).sort((a, b) => (a.area < b.area ? -1 : 1)),
    departments: [...found.department]
      .map(([department, sum]) => ({ department, ...sum }))
      .sort((a, b) => (a.department < b.department ? -1 : 1)),
  }
}

/** What is to be done in every town by every department. Pure. */
export function queuesByTown(cells: readonly CaseCell[], tree: AreaTree, at: number): CaseQueues {
  const sums = new Map<string, CaseQueues['queues'][number]>()
  for (const { area: place, department, queue, count, overdue } of cells) {
    const area = tree.path(place).find(({ level }) => level === 'town')?.code ?? place
    const key = `${area}\n${department ?? ''}\n${queue}`
    const known = sums.get(key) ?? { area, queue, ...(department !== null && { department }), count: 0, overdue: 0 }
    add(known, { count, overdue })
    sums.set(key, known)
  }
  return { at, queues: [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum) }
}

/** The part of an area another lies in: one of its children, itself, or the other where it lies in none. */
function partsOf(tree: AreaTree, area: string): (code: string) => string {
  return (code) => {
    const path = tree.path(code)
    const place = path.findIndex((one) => one.code === area)
    return place > 0 ? (path[place - 1]?.code ?? code) : code
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
