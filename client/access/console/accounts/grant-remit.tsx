import { useState } from 'react'
import { PERSON_ROLES, type Role } from '#contract/access.ts'
import type { ListedAccount } from '#contract/account.ts'
import { call } from '../../call.ts'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { AreaPicker } from '../../parts/area-picker.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Select } from '../../parts/select.tsx'
import { reachWords } from '../../remit-words.ts'
import { groupRoles } from '../../role-groups.ts'
import { DomainPicker } from './domain-picker.tsx'
import { faultOf, isWholeCity } from './remit-draft.ts'

export interface GrantRemitProps {
  readonly account: ListedAccount
  onGranted(): void
  onClose(): void
}

/** Gives an account something to answer for: a role, where, and in which fields; says in one sentence what it then may. */
export function GrantRemit({ account, onGranted, onClose }: GrantRemitProps) {
  const page = usePage()
  const { w } = page
  const plate = useCityPlate()
  const [role, setRole] = useState<Role>()
  const [area, setArea] = useState(plate?.root ?? '')
  const [domains, setDomains] = useState<readonly string[]>()
  const isWhole = isWholeCity(role)
  const draft = { role, area: isWhole ? (plate?.root ?? area) : area, domains: isWhole ? undefined : domains }
  const fault = faultOf(draft, account.remits)
  const remit = { area: draft.area, domains: draft.domains === undefined ? ('all' as const) : [...draft.domains] }
  return (
    <Confirm
      title={w('remits.grant-title', { who: account.shown })}
      verb={w('remits.grant')}
      blocked={fault && w(`remits.fault.${fault}`)}
      onClose={onClose}
      act={async () => {
        await call('POST', `/api/accounts/${encodeURIComponent(account.id)}/remits`, { role, ...remit })
        onGranted()
      }}
    >
      <Select label={w('remits.role')} value={role ?? ''} onValue={(value) => setRole(PERSON_ROLES.find((one) => one === value))}>
        <option value="">{w('remits.choose')}</option>
        {groupRoles(PERSON_ROLES).map(({ group, roles }) => (
          <optgroup key={group} label={w(`role-group.${group}`)}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {w(`role.${one}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      {!isWhole && (
        <>
          <AreaPicker area={area} onArea={setArea} />
          <DomainPicker domains={domains} onDomains={setDomains} />
        </>
      )}
      {role !== undefined && (fault === undefined || fault === 'exclusive') && (
        <p className="effect">
          {fault === 'exclusive'
            ? w('remits.fault.exclusive')
            : w('remits.grant-what', { who: account.shown, role: w(`role.${role}`), reach: reachWords(remit, plate, page) })}
        </p>
      )}
    </Confirm>
  )
}
