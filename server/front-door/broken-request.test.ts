import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerBrokenRequest } from './broken-request.ts'

const server = createServer((_request, response) => response.end('fine'))
server.on('clientError', answerBrokenRequest)
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

it.each([
  ['an address longer than is read', `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431, 'request/head-too-large'],
  ['words that are no HTTP', 'how are you\r\n\r\n', 400, 'request/invalid'],
])('answers %s with a problem, and closes the line', async (_what, sent, status, code) => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(sent)
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(head).toContain('content-type: application/problem+json')
  expect(JSON.parse(body)).toMatchObject({ status, code })
})
