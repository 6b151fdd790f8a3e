import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deserialize, serialize } from 'node:v8'
import { StartupFault } from '../startup-fault.ts'
import { peerAnswer } from './peer-answer.ts'
import { isProof, PROOF_HEADER } from './peer-proof.ts'

/** A part of a request with twenty thousand long rows fits many times. */
const MOST_BYTES = 64 * 1024 * 1024

/** What the others may ask of this member, by path. */
export type PeerWorks = Readonly<Record<string, (input: never) => Promise<unknown>>>

/** The door at which the other members of the cluster reach this one. */
export interface PeerDoor {
  /** Host and port, as the others can reach it. */
  readonly address: string
  /** What is answered from now on; until then everything is answered that this member does not lead. */
  open(works: PeerWorks): void
  close(): Promise<void>
}

/**
 * Listens on an address of the network of the cluster, where nobody else should be; whoever does not know the secret of the record
 * is answered 403. Throws StartupFault when it cannot listen.
 */
export async function openPeerDoor(
  where: { readonly host: string; readonly port: number },
  secret: () => string,
): Promise<PeerDoor> {
  let works: PeerWorks = {}
  const server = createServer((request, response) => {
    answer(request, response, secret(), works).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new StartupFault(
          `MEMBER_ADDRESS ${where.host}:${where.port} cannot be listened on: ${cause.message}; give an address of this machine and a free port`,
          { cause },
        ),
      ),
    )
    server.listen(where.port, where.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    address: `${where.host.includes(':') ? `[${where.host}]` : where.host}:${port}`,
    open: (opened) => {
      works = opened
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, secret: string, works: PeerWorks): Promise<void> {
  const path = request.url ?? ''
  const body = await bytesOf(request)
  if (body === undefined || secret === '' || !isProof(request.headers[PROOF_HEADER], secret, path, body)) {
    response.writeHead(403, { connection: 'close' }).end()
    return
  }
  const work = Object.hasOwn(works, path.slice(1)) ? works[path.slice(1)] : undefined
  const said = work ? await peerAnswer(() => work(deserialize(body) as never)) : { kind: 'not-leading' }
  response.writeHead(200).end(serialize(said))
}

/** The whole body, or undefined where it is longer than any we send. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
