import { ROLE_NAMES } from '#contract/access.ts'
import type { RoleTranslate } from '../i18n/role-words.ts'

/** What the server calls an account that was made to try a role; and its name before anybody has tried it. */
const TRIED = /^(?:试用 |trial:)([a-z-]+)$/

/** A person's name as it is shown. Accounts of a trial are called by their role, in the language of the page. Pure. */
export function personName(name: string, { w }: { readonly w: RoleTranslate }): string {
  const tried = TRIED.exec(name)?.[1]
  const role = ROLE_NAMES.find((one) => one === tried)
  return role === undefined ? name : `${w('trial.mark')} · ${w(`role.${role}`)}`
}
