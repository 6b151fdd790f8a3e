import { defineAct } from '../../access/act/act.ts'
import { AUTHORITY_CHANNEL } from '../../record/authority-channel.ts'
import type { Queries } from '../../record/database.ts'

/** Which figures are handed over: a metric, everywhere or in one area, and the source that answers for it from now on. */
export interface Handover {
  readonly metric: string
  readonly area?: string
  readonly to: string
}

/** A figure and who answers for it. */
export interface Answering {
  readonly area: string
  readonly source: string
}

/**
 * Lets another source answer for figures of a metric (一数一源) that somebody answers for already. What was said before
 * stays as it was: what the new source said until now remains a conflict, and what the old one says from now on becomes
 * one. Resolves with the figures that changed hands, and who answered for them. An operator's act; no role may do it.
 */
export const handAuthority = defineAct<Handover, readonly Answering[]>({
  type: 'authority.hand',
  needs: 'anyone',
  run: async ({ tx }, handover) => {
    const given = await othersAnswering(tx, handover)
    await tx.query(
      `update guanlan.authority set source = taker.id
         from guanlan.metric, guanlan.area, guanlan.source as taker
        where metric.id = authority.metric and area.id = authority.area and taker.name = $1
          and metric.name = $2 and area.name = any($3)`,
      [handover.to, handover.metric, given.map(({ area }) => area)],
    )
    await tx.query(`select pg_notify('${AUTHORITY_CHANNEL}', '')`)
    return {
      outcome: given,
      object: { kind: 'metric', id: handover.metric },
      detail: { to: handover.to, from: [...new Set(given.map(({ source }) => source))], areas: given.map(({ area }) => area) },
    }
  },
})

/** Who answers for a metric now, by area; nobody answers for a figure that nobody has reported. */
export function answering(queries: Queries, metric: string, area?: string): Promise<readonly Answering[]> {
  return queries.query<Answering & Record<string, unknown>>(
    `select area.name as area, source.name as source
       from guanlan.authority
       join guanlan.metric on metric.id = authority.metric
       join guanlan.area on area.id = authority.area
       join guanlan.source on source.id = authority.source
      where metric.name = $1 and ($2::text is null or area.name = $2)
      order by area.name`,
    [metric, area ?? null],
  )
}

/** The figures that would change hands: those that somebody else answers for. */
export async function othersAnswering(queries: Queries, { metric, area, to }: Handover): Promise<readonly Answering[]> {
  return (await answering(queries, metric, area)).filter(({ source }) => source !== to)
}
