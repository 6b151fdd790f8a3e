import { ROLES, type Role } from '#contract/access.ts'

/** Roles as people are shown them: those of the command centre, the three administrators, firms. */
export const ROLE_GROUPS = ['duty', 'administrator', 'enterprise'] as const
export type RoleGroup = (typeof ROLE_GROUPS)[number]

/** The roles that can be taken, by group, in the order of the contract; groups with none are left out. Pure. */
export function groupRoles(roles: readonly Role[]): readonly { readonly group: RoleGroup; readonly roles: readonly Role[] }[] {
  return ROLE_GROUPS.map((group) => ({ group, roles: roles.filter((role) => ROLES[role].kind === group) })).filter(
    ({ roles }) => roles.length > 0,
  )
}
