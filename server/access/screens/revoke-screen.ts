import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { type Act, defineAct } from '../act/act.ts'
import { announceEndings } from '../endings.ts'
import { type Grantor, reaches } from './grantor.ts'

export interface Revocation {
  readonly id: string
  readonly grantor: Pick<Grantor, 'area'>
}

/**
 * Ends a screen's enrolment: its sockets are closed within a second and its token is worth nothing any more. Throws Refusal
 * `screen/unknown`, for a screen beyond the grantor's remit as well.
 */
export function revokeScreen(tree: AreaTree): Act<Revocation, void> {
  return defineAct({
    type: 'screen.revoke',
    needs: 'screens:revoke',
    run: async ({ tx, now }, { id, grantor }) => {
      const [screen] = await tx.query<{ name: string; area: string }>(
        'select name, area from guanlan.screen where id = $1 and revoked_at is null for update',
        [id],
      )
      if (!screen || !reaches(grantor, screen.area, tree)) throw new Refusal('screen/unknown')
      await tx.query('update guanlan.screen set revoked_at = $2, token_hash = null where id = $1', [id, now])
      await tx.query('delete from guanlan.pairing where screen = $1', [id])
      await announceEndings(tx, [`screen:${id}`])
      return { outcome: undefined, object: { kind: 'screen', id }, detail: { name: screen.name } }
    },
  })
}
