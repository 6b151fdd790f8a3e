import { deserialize, serialize } from 'node:v8'
import { outcomeOf, type PeerAnswer } from './peer-answer.ts'
import { PROOF_HEADER, proofOf } from './peer-proof.ts'

/** Thrown when the leader did not answer: it may have done what it was asked. */
export class PeerSilent extends Error {}

/**
 * Asks the member at an address to do something, and gives its outcome or throws what it threw. Throws PeerSilent when there is
 * no answer, or `signal` says that none is waited for any more.
 */
export async function askPeer(
  { address, secret }: { readonly address: string; readonly secret: string },
  work: string,
  input: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  const body = serialize(input)
  const path = `/${work}`
  let answer: PeerAnswer
  try {
    const response = await fetch(`http://${address}${path}`, {
      ...{ method: 'POST', body, signal },
      headers: { [PROOF_HEADER]: proofOf(secret, path, body) },
    })
    if (!response.ok) throw new Error(`answered ${response.status}`)
    answer = deserialize(Buffer.from(await response.arrayBuffer())) as PeerAnswer
  } catch (cause) {
    throw new PeerSilent(`the member at ${address} is silent`, { cause })
  }
  return outcomeOf(answer)
}
