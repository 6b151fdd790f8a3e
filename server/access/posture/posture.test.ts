import { describe, expect, it } from 'vitest'
import { CONTROLS, type ControlId } from './controls.ts'
import type { Facts } from './facts.ts'
import { postureOf } from './posture.ts'

const NOW = Date.parse('2026-11-23T08:00:00Z')

/** A deployment in which nothing is left to wish for, as far as a product can see. */
const GOOD: Facts = {
  at: NOW,
  brokenSince: undefined,
  anchoredAt: NOW - 30_000,
  audit: {
    ...{ rows: 120, oldestAt: NOW - 9e9, newestAt: NOW - 1_000, lastDay: 40, refusedLastDay: 3, typesLastMonth: 12 },
    ...{ unmaskedLastMonth: 1, exportedLastMonth: 2 },
  },
  verification: { at: NOW, from: 1, to: 120, rows: 120, anchors: 9, flaw: undefined, remarks: [] },
  accounts: {
    ...{ enabled: 9, disabled: 1, withoutFactor: 0, expired: 0, unused: 0, conflicting: 0, locked: 0 },
    administrators: { system: 1, security: 1, audit: 1 },
  },
  sessions: { people: 4, ofTrial: 0, overdue: 0, screens: 2, readers: 1 },
  database: { role: 'guanlan_app', mayChangeAudit: false, ownsAudit: false, triggersHold: true, clockAheadMs: 0.4, version: '18' },
  sealing: { cipher: 'sm4-gcm', sealed: 9, sealedBefore: 0, isKeyPrivate: true, isKeyElsewhere: true },
  blocks: { open: 0, touchesLastDay: 0 },
  setting: {
    ...{
      isSecure: true,
      isLoopback: false,
      isTrial: false,
      isSimulated: false,
      adminNetworks: 1,
      origins: 0,
      proxies: 1,
      passkeys: true,
    },
    ...{ contentSecurityPolicy: "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'" },
    ...{ provider: undefined, levels: { open: 90, internal: 80, sensitive: 7 }, runtime: 'Node.js 24' },
  },
}

describe('the posture', () => {
  it('says what a deployment must do outside of the product, even where nothing is left to wish for within', () => {
    const posture = postureOf(GOOD)
    expect(posture.controls.map(({ id }) => id)).toEqual(CONTROLS.map(({ id }) => id))
    expect(posture.controls.filter(({ state }) => state === 'not-met')).toEqual([])
    expect(stateOf(GOOD, 'backup')).toBe('outside')
    expect(stateOf(GOOD, 'audit-protection')).toBe('met')
  })

  it('never takes what could not be read for met', () => {
    const nothing: Facts = {
      ...{
        at: NOW,
        setting: GOOD.setting,
        brokenSince: undefined,
        anchoredAt: undefined,
        audit: undefined,
        verification: undefined,
        accounts: undefined,
      },
      ...{ sessions: undefined, database: undefined, sealing: undefined, blocks: undefined },
    }
    const met = postureOf(nothing)
      .controls.filter(({ state }) => state === 'met')
      .map(({ id }) => id)
    // These are judged by how the server was started, which is always known.
    expect(met).toEqual(['transport', 'levels', 'audit-continuity', 'residual', 'browser', 'limits'])
  })

  it.each<[what: string, facts: Partial<Facts>, control: ControlId, state: string]>([
    [
      'an audit that was touched',
      { verification: { ...GOOD.verification, flaw: { seq: 7, sentence: 'Record 7 was changed.' } } as Facts['verification'] },
      'audit-protection',
      'not-met',
    ],
    [
      'triggers that were taken off',
      { database: { ...GOOD.database, triggersHold: false } as Facts['database'] },
      'audit-protection',
      'not-met',
    ],
    [
      'a database role that may change the audit',
      { database: { ...GOOD.database, mayChangeAudit: true } as Facts['database'] },
      'audit-protection',
      'partly',
    ],
    ['anchors that are no longer made', { anchoredAt: NOW - 3_600_000 }, 'audit-protection', 'partly'],
    ['an audit that cannot be written', { brokenSince: NOW }, 'audit-continuity', 'not-met'],
    ['secrets on an open line', { setting: { ...GOOD.setting, isSecure: false } }, 'transport', 'not-met'],
    [
      'somebody without a second factor',
      { accounts: { ...GOOD.accounts, withoutFactor: 1 } as Facts['accounts'] },
      'second-factor',
      'partly',
    ],
    [
      'somebody who administers two things',
      { accounts: { ...GOOD.accounts, conflicting: 1 } as Facts['accounts'] },
      'separation',
      'not-met',
    ],
    ['a trial', { setting: { ...GOOD.setting, isTrial: true } }, 'identity', 'partly'],
    [
      'a key that others may read',
      { sealing: { ...GOOD.sealing, isKeyPrivate: false } as Facts['sealing'] },
      'confidentiality',
      'not-met',
    ],
    [
      'scripts of pages themselves',
      { setting: { ...GOOD.setting, contentSecurityPolicy: "script-src 'self' 'unsafe-inline'" } },
      'browser',
      'not-met',
    ],
    [
      'clocks that disagree',
      { database: { ...GOOD.database, clockAheadMs: -900 } as Facts['database'] },
      'audit-contents',
      'not-met',
    ],
  ])('shows %s', (_what, facts, control, state) => {
    expect(stateOf({ ...GOOD, ...facts }, control)).toBe(state)
  })

  it('claims no certificate', () => {
    const said = JSON.stringify(postureOf(GOOD))
    expect(said).not.toMatch(/已通过|certified by|认证通过|passed the assessment/)
    expect(postureOf(GOOD).disclaimer.zh).toContain('不是')
  })
})

function stateOf(facts: Facts, id: ControlId): string | undefined {
  return postureOf(facts).controls.find((control) => control.id === id)?.state
}
