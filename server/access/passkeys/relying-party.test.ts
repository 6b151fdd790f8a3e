import { expect, it } from 'vitest'
import { relyingParty } from './relying-party.ts'

it.each([
  [{ publicUrl: 'https://guanlan.dg.gov.cn/', host: '0.0.0.0', port: 8080 }, 'guanlan.dg.gov.cn', ['https://guanlan.dg.gov.cn']],
  [{ publicUrl: 'http://localhost:8080', host: '127.0.0.1', port: 8080 }, 'localhost', ['http://localhost:8080']],
  [{ host: '127.0.0.1', port: 8080 }, 'localhost', ['http://localhost:8080']],
])('knows its domain and its pages: %j', (where, id, origins) => {
  expect(relyingParty(where)).toEqual({ id, origins })
})

it.each([
  [{ publicUrl: 'https://10.1.2.3', host: '0.0.0.0', port: 443 }, 'an IP address'],
  [{ publicUrl: 'https://[2001:db8::1]', host: '::', port: 443 }, 'an IP address of version 6'],
  [{ publicUrl: 'http://guanlan.dg.gov.cn', host: '0.0.0.0', port: 80 }, 'a page that anyone on the way could change'],
  [{ host: '0.0.0.0', port: 8080 }, 'a server that does not know what it is called'],
])('offers no passkey where none can work: %j is %s', (where, _because) => {
  expect(relyingParty(where)).toBeUndefined()
})
