import { useMemo } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import { type IncidentTranslate, incidentTranslator } from '../../i18n/incident-words.ts'
import { useUiLanguage } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import type { OrderMatter } from '../../state/orders.ts'
import { useAnswered } from '../../state/use-answered.ts'
import { useMatters } from '../../state/use-matters.ts'

const ORDERS = { kind: 'order' } as const
const DECISIONS = { kind: 'decision' } as const

/** The incident a room is shown, with what was ordered and what is to be decided about it. */
export interface Room {
  readonly incident: IncidentMatter
  readonly orders: readonly OrderMatter[]
  readonly decisions: readonly DecisionMatter[]
}

/** The gravest incident answered in an area, live; undefined while there is none, or none is known yet. */
export function useRoom(area: string): Room | undefined {
  const [incident] = useAnswered(area)
  const orders = useMatters(ORDERS)
  const decisions = useMatters(DECISIONS)
  return useMemo(() => {
    if (!incident) return undefined
    const isOf = ({ state }: { readonly state: { readonly incident?: string } }) => state.incident === incident.id
    return {
      incident,
      orders: orders.kind === 'following' ? (orders.matters as readonly OrderMatter[]).filter(isOf) : [],
      decisions: decisions.kind === 'following' ? (decisions.matters as readonly DecisionMatter[]).filter(isOf) : [],
    }
  }, [incident, orders, decisions])
}

/** The words of incidents in the language of this screen. */
export function useRoomWords(): IncidentTranslate {
  const language = useUiLanguage()
  return useMemo(() => incidentTranslator(language), [language])
}
