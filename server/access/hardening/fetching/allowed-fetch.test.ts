import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { isLoopbackAddress } from '../addresses/address-list.ts'
import { allowedFetch } from './allowed-fetch.ts'
import { isNeverFetched, isPublicAddress } from './public-address.ts'

const NOBODY = { isAllowed: () => false }
const HERE = { isAllowed: isLoopbackAddress }

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

describe('an address somebody else had a say in', () => {
  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://10.1.2.3/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:169.254.169.254]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://0.0.0.0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://127.1/',
    'http://8.8.8.8/',
    'ftp://8.8.8.8/',
    'file:///etc/passwd',
    'data:text/plain,hello',
  ])('is not fetched when it is %s', async (address) => {
    await expect(allowedFetch(NOBODY)(address)).rejects.toThrow(/not fetched|never fetched|not on the open net/)
  })

  it('is judged by what its name stands for at the moment of connecting', async () => {
    const answers = ['93.184.216.34', '169.254.169.254']
    const resolve = async () => [{ address: answers.pop() as string, family: 4 }]
    await expect(allowedFetch({ ...NOBODY, resolve })('https://rebound.example/')).rejects.toThrow('never fetched')
  })

  it('is refused as a whole when one of its addresses is a private one', async () => {
    const resolve = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    await expect(allowedFetch({ ...NOBODY, resolve })('https://mixed.example/')).rejects.toThrow('10.0.0.1')
  })

  it('is never the place where a cloud keeps its keys, even for those who allow everything', async () => {
    await expect(allowedFetch({ isAllowed: () => true })('http://169.254.169.254/')).rejects.toThrow('never fetched')
  })
})

describe('an address that is allowed', () => {
  it('is fetched, with what is sent and what is answered', async () => {
    const origin = await serve((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () =>
        response.writeHead(201, { 'content-type': 'text/plain', 'x-one': '1' }).end(`${request.method} ${body}`),
      )
    })
    const answer = await allowedFetch(HERE)(`${origin}/token`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
    expect([answer.status, answer.headers.get('x-one'), await answer.text()]).toEqual([201, '1', 'POST a=b'])
  })

  it('does not lead to one that is not', async () => {
    const origin = await serve((_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end())
    await expect(allowedFetch(HERE)(origin)).rejects.toThrow('never fetched')
  })

  it('does not lead in circles', async () => {
    const origin = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end())
    await expect(allowedFetch(HERE)(origin)).rejects.toThrow('too often')
  })

  it('hands a redirect to whoever wants to judge it', async () => {
    const origin = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end())
    expect((await allowedFetch(HERE)(origin, { redirect: 'manual' })).status).toBe(302)
  })

  it('is cut off when it answers without end', async () => {
    const origin = await serve((_request, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', more)
      }
      more()
    })
    await expect(allowedFetch(HERE)(origin)).rejects.toThrow('more than')
  })

  it('is given up when the caller does', async () => {
    const origin = await serve(() => undefined)
    await expect(allowedFetch(HERE)(origin, { signal: AbortSignal.timeout(50) })).rejects.toThrow('in time')
  })
})

it.each([
  ['8.8.8.8', true],
  ['172.32.0.1', true],
  ['172.31.255.255', false],
  ['100.64.0.1', false],
  ['2606:4700::1', true],
  ['2002:7f00:1::', false],
  ['64:ff9b::a9fe:a9fe', false],
  ['fc00::1', false],
  ['not one', false],
])('takes %s for an address of the open net: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
  if (isPublic) expect(isNeverFetched(address)).toBe(false)
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
