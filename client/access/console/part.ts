import type { Action } from '#contract/access.ts'

/** Parts of the consoles in the order they are shown. Each duty sees its own and no other. */
export const PARTS = ['accounts', 'operation', 'remits', 'posture', 'blocks', 'audit', 'verification', 'screens', 'own'] as const
export type Part = (typeof PARTS)[number]

/** What one must be allowed to be shown a part. */
const NEEDS: Record<Part, Action> = {
  accounts: 'accounts:manage',
  operation: 'operation:read',
  remits: 'remits:grant',
  posture: 'posture:read',
  blocks: 'blocks:manage',
  audit: 'audit:read',
  verification: 'audit:read',
  screens: 'screens:read',
  own: 'self:manage',
}

/** The parts somebody is shown who may do this. Pure. */
export function partsFor(may: readonly Action[]): readonly Part[] {
  return PARTS.filter((part) => may.includes(NEEDS[part]))
}

/** The part an address asks for, or the first there is; undefined for somebody who has none. Pure. */
export function partAt(search: string, page: 'administration' | 'account', parts: readonly Part[]): Part | undefined {
  const asked = new URLSearchParams(search).get('part')
  const found = parts.find((part) => part === asked)
  if (found) return found
  return page === 'account' ? parts.find((part) => part === 'own') : parts[0]
}
