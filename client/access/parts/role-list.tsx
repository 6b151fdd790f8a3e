import type { Role } from '#contract/access.ts'
import { usePage } from '../page/page-context.ts'
import { groupRoles } from '../role-groups.ts'

export interface RoleListProps {
  readonly roles: readonly Role[]
  readonly current: Role | undefined
  readonly isBusy: boolean
  onPick(role: Role): void
}

/** Roles to be tried with one press, by group. */
export function RoleList({ roles, current, isBusy, onPick }: RoleListProps) {
  const { w } = usePage()
  return (
    <div className="role-groups">
      {groupRoles(roles).map(({ group, roles: members }) => (
        <section key={group} aria-label={w(`role-group.${group}`)}>
          <h3 className="role-group">{w(`role-group.${group}`)}</h3>
          <ul className="roles">
            {members.map((role) => (
              <li key={role}>
                <button
                  type="button"
                  className="role"
                  aria-current={role === current ? 'true' : undefined}
                  aria-disabled={isBusy}
                  onClick={() => {
                    if (!isBusy) onPick(role)
                  }}
                >
                  <span className="role-name">{w(`role.${role}`)}</span>
                  <span className="role-note">{w(`role-note.${role}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
