import { describe, expect, it } from 'vitest'
import { isLoopbackAddress, readAddressList } from './address-list.ts'
import { callerAddress } from './caller-address.ts'

describe('a list of addresses', () => {
  const list = listOf('10.0.0.0/8', '192.0.2.7', 'fd00::/8')
  it.each([
    ['10.200.3.4', true],
    ['::ffff:10.1.1.1', true],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['fd12::1', true],
    ['fe80::1%eth0', false],
    ['not an address', false],
    ['', false],
  ])('holds %s: %s', (address, isThere) => {
    expect(list.has(address)).toBe(isThere)
  })

  it.each(['10.0.0', '10.0.0.0/33', 'fd00::/129', 'localhost', '10.0.0.0/8/8', '/8', '1.2.3.4/'])(
    'names %s as a mistake',
    (entry) => {
      expect(readAddressList(['10.0.0.1', entry])).toEqual({ mistake: entry })
    },
  )
})

it.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['128.0.0.1', false],
])('knows whether %s is this machine: %s', (address, isHere) => {
  expect(isLoopbackAddress(address)).toBe(isHere)
})

describe('where a request comes from', () => {
  const trusted = listOf('10.0.0.1', '10.0.0.2').has
  it.each([
    ['nobody is believed who is not a proxy of ours', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['a proxy of ours is', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['two of them are', '10.0.0.1', '203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['what the caller wrote before the first proxy is not', '10.0.0.1', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
    ['nonsense ends the way', '10.0.0.1', '203.0.113.9, <script>', '10.0.0.1'],
    ['a proxy that says nothing is the caller', '10.0.0.1', undefined, '10.0.0.1'],
    ['an empty header says nothing', '10.0.0.1', '', '10.0.0.1'],
  ])('%s', (_rule, peer, forwarded, caller) => {
    expect(callerAddress(peer, forwarded, trusted)).toBe(caller)
  })
})

function listOf(...entries: string[]) {
  const list = readAddressList(entries)
  if ('mistake' in list) throw new Error(list.mistake)
  return list
}
