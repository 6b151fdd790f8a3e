/** How something with a deadline stands. `share` is what is left of the whole time, 0 to 1. */
export type Due =
  | { readonly kind: 'none' }
  /** `isShort`: less than a quarter is left. */
  | { readonly kind: 'left'; readonly leftMs: number; readonly share: number; readonly isShort: boolean }
  | { readonly kind: 'over'; readonly overMs: number }
  /** `lateMs` is 0 for what was done in time. */
  | { readonly kind: 'met'; readonly at: number; readonly lateMs: number }

const SHORT_SHARE = 0.25

export interface DueFacts {
  readonly from: number
  readonly dueAt: number | undefined
  readonly metAt?: number | undefined
}

/** How a deadline stands at `now`. Pure. */
export function dueOf({ from, dueAt, metAt }: DueFacts, now: number): Due {
  if (dueAt === undefined) return { kind: 'none' }
  if (metAt !== undefined) return { kind: 'met', at: metAt, lateMs: Math.max(0, metAt - dueAt) }
  if (now > dueAt) return { kind: 'over', overMs: now - dueAt }
  const share = dueAt > from ? Math.min(1, (dueAt - now) / (dueAt - from)) : 0
  return { kind: 'left', leftMs: dueAt - now, share, isShort: share < SHORT_SHARE }
}

/** A span as a clock shows it: 03:40, 1:47:42, 51:20:05. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours === 0 ? rest : `${hours}:${rest}`
}
