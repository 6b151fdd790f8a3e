import { type Assurance, type Duty, type Remit, ROLES, type Role } from '#contract/access.ts'

/** A password is to be changed after this, ms (GB/T 22239-2019 8.1.4.1 a). */
export const PASSWORD_LIFE_MS = 90 * 86_400_000

/** Roles whose holders must have a second factor: administrators, and those who command. */
export function isFactorDemanded(role: Role): boolean {
  return ROLES[role].kind === 'administrator' || role === 'commander' || role === 'leader'
}

/** What decides what somebody owes. */
export interface Standing {
  readonly assurance: Assurance
  readonly isTrialAccount: boolean
  readonly hasFactor: boolean
  /** When the password was set, epoch ms; undefined for an account without one. */
  readonly passwordAt: number | undefined
  readonly remits: readonly Remit[]
  readonly remit: Remit | undefined
}

/**
 * What a person must do before anything else is served, in the order in which it is asked. Who has a second factor gives
 * it first: nothing can be changed with the password alone. Pure.
 */
export function dutiesOf(
  { assurance, isTrialAccount, hasFactor, passwordAt, remits, remit }: Standing,
  now: number,
): readonly Duty[] {
  const duties: Duty[] = []
  const isFactorOwed = remits.some(({ role }) => isFactorDemanded(role))
  // A provider that asked for no second factor of its own leaves it to us, where the role demands one.
  if (hasFactor && (assurance === 'password' || (assurance === 'federated' && isFactorOwed))) duties.push('give-factor')
  if (
    (assurance === 'password' || assurance === 'second-factor') &&
    passwordAt !== undefined &&
    now - passwordAt >= PASSWORD_LIFE_MS
  )
    duties.push('change-password')
  if ((assurance === 'password' || assurance === 'federated') && !hasFactor && !isTrialAccount && isFactorOwed)
    duties.push('add-factor')
  if (remit === undefined && remits.length > 1) duties.push('choose-remit')
  return duties
}
