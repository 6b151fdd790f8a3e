import { describe, expect, it } from 'vitest'
import { ACTIONS, type Remit, ROLE_NAMES, ROLES } from '#contract/access.ts'
import { decide } from './policy.ts'
import type { Subject } from './subject.ts'

describe('the policy', () => {
  it('lets a visitor read what is open, and nothing else', () => {
    const allowed = ACTIONS.filter((action) => decide({ kind: 'visitor' }, action).allowed)
    expect(allowed).toEqual(['open:read'])
  })

  it('refuses whatever a role does not name', () => {
    for (const role of ROLE_NAMES) {
      if (role === 'visitor') continue
      const subject: Subject = { kind: 'program', reader: { id: 'r', name: 'R' }, remit: remit({ role }) }
      const allowed = ACTIONS.filter((action) => decide(subject, action).allowed)
      expect(allowed, role).toEqual(ACTIONS.filter((action) => (ROLES[role].may as readonly string[]).includes(action)))
    }
  })

  it('lets someone who owes a second factor give it, and do nothing else', () => {
    const owing = person({ owes: ['give-factor'], remit: remit({ role: 'commander' }) })
    expect(decide(owing, 'self:manage')).toEqual({ allowed: true })
    expect(decide(owing, 'figures:read')).toEqual({ allowed: false, code: 'access/duty-owed' })
    expect(decide(owing, 'screens:enrol')).toEqual({ allowed: false, code: 'access/duty-owed' })
  })

  it('lets no administrator do the work of another, nor see a figure', () => {
    const administrators = ROLE_NAMES.filter((role) => ROLES[role].kind === 'administrator')
    const mays = administrators.map((role) =>
      (ROLES[role].may as readonly string[]).filter(
        (action) => /:(manage|grant|end|export)$/.test(action) && action !== 'self:manage',
      ),
    )
    expect(new Set(mays.flat()).size).toBe(mays.flat().length)
    for (const role of administrators) expect(ROLES[role].may).not.toContain('figures:read')
  })
})

function remit(part: Pick<Remit, 'role'>): Remit {
  return { id: '1', area: 'city', domains: 'all', ...part }
}

function person(part: Partial<Extract<Subject, { kind: 'person' }>>): Subject {
  return {
    kind: 'person',
    account: { id: 'a', name: 'A' },
    session: 's',
    assurance: 'password',
    remit: undefined,
    owes: [],
    ...part,
  }
}
