import type { Queries } from '../record/database.ts'
import { seizeLead } from './leader-row.ts'
import type { Leadership } from './leadership.ts'

/**
 * The lead of a server that has the record for itself, for as long as it runs. `onLost` is called when the record knows of
 * another all the same: the claim was lost without a word.
 */
export async function leadAlone(queries: Queries, me: string, onLost: () => void): Promise<Leadership> {
  const lead = await seizeLead(queries, me)
  return {
    lead: () => lead,
    term: () => lead.term,
    refused: onLost,
    leaderAddress: () => undefined,
    newestTerm: () => lead.term,
    isCutOff: () => false,
    onChange: () => () => undefined,
    resign: async () => undefined,
    close: async () => undefined,
  }
}
