import { expect, it } from 'vitest'
import { ACCOUNT_FAILURES, type Count, countOneMore, LOCK_MS, networkOf, signInLimits } from './attempts.ts'

const NOW = 1_000_000_000

it('lets five attempts be tried, and locks for half an hour after the fifth', () => {
  let count: Count | undefined
  for (let attempt = 1; attempt <= ACCOUNT_FAILURES; attempt++) {
    count = countOneMore(count, ACCOUNT_FAILURES, NOW + attempt)
    expect(count?.failures).toBe(attempt)
  }
  const end = NOW + ACCOUNT_FAILURES + LOCK_MS
  expect(count?.lockedUntil).toBe(end)
  expect(countOneMore(count, ACCOUNT_FAILURES, end - 1)).toBeUndefined()
  expect(countOneMore(count, ACCOUNT_FAILURES, end)).toEqual({ failures: 1, since: end, lockedUntil: undefined })
})

it('forgets failures that are half an hour old', () => {
  const old: Count = { failures: 4, since: NOW, lockedUntil: undefined }
  expect(countOneMore(old, ACCOUNT_FAILURES, NOW + LOCK_MS - 1)?.lockedUntil).toBeDefined()
  expect(countOneMore(old, ACCOUNT_FAILURES, NOW + LOCK_MS)).toEqual({ failures: 1, since: NOW + LOCK_MS, lockedUntil: undefined })
})

it('counts an account from one address apart from the same account from another', () => {
  const [here] = signInLimits('zhang.wei', '10.0.0.1')
  const [there] = signInLimits('zhang.wei', '10.0.0.2')
  expect(here?.key).not.toBe(there?.key)
})

it.each([
  ['10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('takes %s for the network %s, however much of it one customer has', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
