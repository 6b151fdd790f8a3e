import { isIP } from 'node:net'
import { plainAddress } from './address-list.ts'

/**
 * Where a request comes from. A proxy that is trusted says so in X-Forwarded-For: read from its end, the first address that
 * is not a trusted proxy's is the caller's. What anybody else writes there is not believed. Pure.
 */
export function callerAddress(
  peer: string,
  forwardedFor: string | readonly string[] | undefined,
  isTrusted: (address: string) => boolean,
): string {
  const path = (typeof forwardedFor === 'object' ? forwardedFor.join(',') : (forwardedFor ?? ''))
    .split(',')
    .map((hop) => hop.trim())
  let address = plainAddress(peer)
  while (isTrusted(address) && path.length > 0) {
    const before = plainAddress(path.pop() ?? '')
    if (isIP(before) === 0) break
    address = before
  }
  return address
}
