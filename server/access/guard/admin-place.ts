import { ROLES } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import { type AddressList, isLoopbackAddress, plainAddress } from '../hardening/addresses/address-list.ts'
import type { Subject } from '../policy/subject.ts'

/**
 * Holds administrators to the networks they work in (GB/T 22239-2019 8.1.4.4), where a deployment names any; this very
 * machine is always one of them. Elsewhere they may look after their own account and nothing more. Throws Refusal
 * `access/elsewhere`.
 */
export function demandAdminPlace(subject: Subject, access: string, address: string, networks: AddressList): void {
  if (networks.entries.length === 0 || access === 'self:manage' || access === 'open:read') return
  if (subject.kind !== 'person' || subject.remit === undefined || ROLES[subject.remit.role].kind !== 'administrator') return
  const plain = plainAddress(address)
  if (!isLoopbackAddress(plain) && !networks.has(plain)) throw new Refusal('access/elsewhere')
}
