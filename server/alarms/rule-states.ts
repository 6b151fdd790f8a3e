import type { Queries, Transaction } from '../record/database.ts'
import { CALM, type RuleState } from './rule-state.ts'

/** Where every rule stood when it was last written down. */
export async function allRuleStates(queries: Queries): Promise<ReadonlyMap<string, RuleState>> {
  const rows = await queries.query<{ name: string; state: RuleState }>('select name, state from guanlan.alarm_rule')
  return new Map(rows.map(({ name, state }) => [name, state]))
}

/** Where some rules stand, held by this transaction until it ends: another server that judges them waits. */
export async function takeRuleStates(tx: Transaction, names: readonly string[]): Promise<ReadonlyMap<string, RuleState>> {
  const sorted = [...names].sort()
  await tx.query(
    `insert into guanlan.alarm_rule (name, state) select name, $2 from unnest($1::text[]) as name order by name
     on conflict (name) do nothing`,
    [sorted, JSON.stringify(CALM)],
  )
  const rows = await tx.query<{ name: string; state: RuleState }>(
    'select name, state from guanlan.alarm_rule where name = any($1) order by name for update',
    [sorted],
  )
  return new Map(rows.map(({ name, state }) => [name, state]))
}

/** Writes down where rules stand now. */
export async function keepRuleStates(tx: Transaction, states: ReadonlyMap<string, RuleState>): Promise<void> {
  if (states.size === 0) return
  await tx.query(
    `update guanlan.alarm_rule r set state = k.state
       from unnest($1::text[], $2::jsonb[]) as k (name, state) where r.name = k.name`,
    [[...states.keys()], [...states.values()].map((state) => JSON.stringify(state))],
  )
}

/** Forgets rules that are no longer there. */
export async function forgetRuleStates(tx: Transaction, names: readonly string[]): Promise<void> {
  await tx.query('delete from guanlan.alarm_rule where name = any($1)', [names])
}
