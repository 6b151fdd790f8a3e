import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the scheduler in a second, which Linux has fixed for programs. */
const TICKS_A_SECOND = 100

/** What processes have used since they began: CPU in ms; memory at this moment in bytes. */
export interface Used {
  readonly cpuMs: number
  readonly rss: number
}

/** What one process has used, and all that run or ran below it. Linux alone says so. */
export function usedBy(pid: number): { readonly own: Used; readonly below: Used } {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []))
  const below = descendantsOf(pid, all)
  const own = all.filter((process) => process.pid === pid)
  const over = below.reduce((total, { overMs }) => total + overMs, 0)
  const { cpuMs, rss } = sum(below)
  return { own: sum(own), below: { cpuMs: cpuMs + over, rss } }
}

interface Stat extends Used {
  readonly pid: number
  readonly parent: number
  /** CPU of those below it that are over, ms. */
  readonly overMs: number
}

function descendantsOf(pid: number, all: readonly Stat[]): readonly Stat[] {
  const children = all.filter(({ parent }) => parent === pid)
  return [...children, ...children.flatMap((child) => descendantsOf(child.pid, all))]
}

function sum(all: readonly Stat[]): Used {
  return { cpuMs: all.reduce((total, { cpuMs }) => total + cpuMs, 0), rss: all.reduce((total, { rss }) => total + rss, 0) }
}

/** Undefined for a process that has ended meanwhile. */
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in brackets, may hold anything: fields are counted from its end.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const field = (place: number) => Number(fields[place])
    const rss = /^Rss(?:Anon):\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0
    const ms = (ticks: number) => (ticks / TICKS_A_SECOND) * 1_000
    return {
      ...{ pid, parent: field(1), cpuMs: ms(field(11) + field(12)), overMs: ms(field(13) + field(14)) },
      rss: Number(rss) * 1_024,
    }
  } catch {
    return undefined
  }
}
