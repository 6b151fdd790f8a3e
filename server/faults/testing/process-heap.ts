import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** What is alive of what was asked for at one place of a call tree, in bytes, and what its callees asked for. */
interface SampledNode {
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly selfSize: number
  readonly children: readonly SampledNode[]
}

interface InspectorAnswer {
  readonly id: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** What is asked for is sampled once in so many bytes: a megabyte that stays is thirty samples. */
const SAMPLE_BYTES = 32_768

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** What Node is told of a process whose memory is looked into by this port. */
export function heapFlags(port: number): readonly string[] {
  return [`--inspect=127.0.0.1:${port}`, '--inspect-publish-uid=http']
}

/** The memory of another Node process, by its inspector: the product need not know that it is looked at. */
export class ProcessHeap {
  readonly #line: WebSocket
  readonly #waiting = new Map<number, (answer: InspectorAnswer) => void>()
  #asked = 0

  private constructor(line: WebSocket) {
    this.#line = line
    line.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as InspectorAnswer
      this.#waiting.get(answer.id)?.(answer)
      this.#waiting.delete(answer.id)
    })
    line.addEventListener('close', () => {
      for (const [id, settle] of this.#waiting) settle({ id, error: { message: 'the process ended' } })
      this.#waiting.clear()
    })
  }

  /** Looks into a process that was started with the `heapFlags` of this port, and samples what it asks for from now on. */
  static async open(port: number): Promise<ProcessHeap> {
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { webSocketDebuggerUrl: string }[]
    if (!target) throw new Error(`no process can be looked into at port ${port}`)
    const line = new WebSocket(target.webSocketDebuggerUrl)
    await once(line as never, 'open')
    const heap = new ProcessHeap(line)
    await heap.#ask('HeapProfiler.startSampling', { samplingInterval: SAMPLE_BYTES })
    return heap
  }

  /** Collects the garbage there; the bytes that are left, with the buffers that objects of the heap own. */
  async held(): Promise<number> {
    await this.#ask('HeapProfiler.collectGarbage')
    type Usage = { readonly usedSize: number; readonly backingStorageSize: number }
    const { usedSize, backingStorageSize } = await this.#ask<Usage>('Runtime.getHeapUsage')
    return usedSize + backingStorageSize
  }

  /** Bytes alive of what was asked for since it is looked into, by the function of ours, or of a package, that asked. */
  async sites(): Promise<ReadonlyMap<string, number>> {
    const { profile } = await this.#ask<{ profile: { head: SampledNode } }>('HeapProfiler.getSamplingProfile')
    const sites = new Map<string, number>()
    const walk = ({ callFrame: { functionName, url, lineNumber }, selfSize, children }: SampledNode, above: string): void => {
      const site = url.startsWith('file:') ? `${functionName || 'a function'} (${inRepository(url)}:${lineNumber + 1})` : above
      if (selfSize > 0) sites.set(site, (sites.get(site) ?? 0) + selfSize)
      for (const child of children) walk(child, site)
    }
    walk(profile.head, 'Node itself')
    return sites
  }

  close(): void {
    this.#line.close()
  }

  async #ask<Answer>(method: string, params: object = {}): Promise<Answer> {
    this.#asked += 1
    const id = this.#asked
    const { result, error } = await new Promise<InspectorAnswer>((resolve) => {
      this.#waiting.set(id, resolve)
      this.#line.send(JSON.stringify({ id, method, params }))
    })
    if (error) throw new Error(`${method}: ${error.message}`)
    return result as Answer
  }
}

/** The end of a file's address that says where in the repository it is. */
function inRepository(url: string): string {
  return url.replace(/^.*\/(?=server\/|node_modules\/)/, '')
}
