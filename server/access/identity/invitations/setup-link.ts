import { defineAct } from '../../act/act.ts'
import { execute } from '../../act/execute.ts'
import { VISITOR } from '../../policy/subject.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { linkOf, makeInvitation } from './invitation.ts'

/**
 * A new link for making the first administrators; the one of an earlier start is worth nothing from now on. For the eyes of
 * whoever started the server, on whose terminal it stands.
 */
export async function makeSetupLink(
  parts: Pick<IdentityParts, 'database' | 'audit' | 'now' | 'random' | 'publicUrl'>,
): Promise<string> {
  const token = await execute(parts, { subject: VISITOR, actor: { kind: 'operator', name: 'start' } }, inviteFirst, undefined)
  return linkOf(parts.publicUrl, 'first-administrators', token)
}

const inviteFirst = defineAct<undefined, string>({
  type: 'administrators.invite',
  needs: 'anyone',
  run: async (context) => ({ outcome: await makeInvitation(context, 'first-administrators') }),
})
