import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { announceEndings } from '../endings.ts'
import { nameKey } from '../identity/accounts/account-name.ts'

/**
 * Refuses a reader's token from now on, and closes its sockets. An operator's act, as `addReader`. Throws Refusal
 * `reader/unknown`.
 */
export const disableReader = defineAct<{ readonly name: string }, void>({
  type: 'reader.disable',
  needs: 'anyone',
  run: async ({ tx, now }, { name }) => {
    const [row] = await tx.query<{ id: string }>('update guanlan.reader set disabled_at = $2 where name_key = $1 returning id', [
      ...[nameKey(name), now],
    ])
    if (!row) throw new Refusal('reader/unknown')
    await announceEndings(tx, [`reader:${row.id}`])
    return { outcome: undefined, object: { kind: 'reader', id: row.id }, detail: { name } }
  },
})
