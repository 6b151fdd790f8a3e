import type { AreaTree } from '#contract/catalogue.ts'
import type { EnrolledDisplay, EnrolledScreen } from '#contract/enrolled-screen.ts'
import { Refusal } from '#contract/errors.ts'
import { type Act, defineAct } from '../act/act.ts'
import { nameKey, tidyShownName } from '../identity/accounts/account-name.ts'
import { newId, tokenHash } from '../identity/sessions/session-token.ts'
import { type Grantor, reaches } from './grantor.ts'
import { readPairingCode } from './pairing-code.ts'

export interface Enrolment {
  /** As somebody typed it. */
  readonly code: string
  readonly name: string
  readonly area: string
  readonly grantor: Grantor
}

/**
 * Confirms the code a screen shows: from now on it may show what its area may see. Throws Refusal `screen/code-unknown`,
 * `screen/name-taken`, `series/unknown-area` for an area beyond the grantor's remit, or `request/invalid` for the name.
 */
export function enrolScreen(tree: AreaTree): Act<Enrolment, EnrolledScreen> {
  return defineAct({
    type: 'screen.enrol',
    needs: 'screens:enrol',
    run: async ({ tx, now, random }, { code, area, grantor, ...given }) => {
      const name = tidyShownName(given.name)
      if (name === undefined) throw new Refusal('request/invalid', 'A name has 1 to 40 characters, all of them visible.')
      if (!tree.byCode.has(area) || !reaches(grantor, area, tree))
        throw new Refusal('series/unknown-area', `There is no area "${area}" in the catalogue.`)
      const typed = readPairingCode(code)
      const [waiting] = await tx.query<{ token_hash: string; display: EnrolledDisplay }>(
        'select token_hash, display from guanlan.pairing where code_hash = $1 and ends_at > $2 and screen is null for update',
        [typed && tokenHash(typed), now],
      )
      if (!waiting) throw new Refusal('screen/code-unknown')
      const [id, { display }] = [newId(random), waiting]
      const domains = grantor.domains === 'all' ? null : grantor.domains
      const made = await tx.query(
        `insert into guanlan.screen (id, name, name_key, display, area, domains, enrolled_at, enrolled_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (name_key) where revoked_at is null do nothing returning id`,
        [id, name, nameKey(name), display, area, domains, now, grantor.name],
      )
      if (made.length === 0) throw new Refusal('screen/name-taken')
      await tx.query('update guanlan.pairing set screen = $2 where token_hash = $1', [waiting.token_hash, id])
      return {
        outcome: { id, name, display, area, enrolledAt: now, enrolledBy: grantor.name, seenAt: null },
        object: { kind: 'screen', id },
        detail: { name, display, area, domains: grantor.domains },
      }
    },
  })
}
