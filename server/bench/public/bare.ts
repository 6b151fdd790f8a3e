/** The least a server can do, in a process of its own: `bare.ts BYTES` answers everything with as many bytes, as a cache may keep them. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const body = Buffer.alloc(Number(process.argv[2]))
const headers = {
  'content-type': 'application/json',
  'content-encoding': 'gzip',
  'cache-control': 'public, max-age=30',
  etag: '"bare"',
}
const server = createServer((_request, response) => response.writeHead(200, headers).end(body))
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit())
