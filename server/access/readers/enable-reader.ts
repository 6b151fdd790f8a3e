import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { nameKey } from '../identity/accounts/account-name.ts'

/** Takes a reader's token again. An operator's act, as `addReader`. Throws Refusal `reader/unknown`. */
export const enableReader = defineAct<{ readonly name: string }, void>({
  type: 'reader.enable',
  needs: 'anyone',
  run: async ({ tx }, { name }) => {
    const [row] = await tx.query<{ id: string }>('update guanlan.reader set disabled_at = null where name_key = $1 returning id', [
      nameKey(name),
    ])
    if (!row) throw new Refusal('reader/unknown')
    return { outcome: undefined, object: { kind: 'reader', id: row.id }, detail: { name } }
  },
})
