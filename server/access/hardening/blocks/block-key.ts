import { isIPv6 } from 'node:net'
import { plainAddress } from '../addresses/address-list.ts'

/**
 * What is kept out when an address is: the address itself, and of IPv6 the network of 64 bits a single customer is given,
 * within which addresses can be changed at will. Pure.
 */
export function blockKey(address: string): string {
  const plain = plainAddress(address)
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const hextets =
    tail === undefined ? first : [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last]
  const network = hextets.slice(0, 4).map((part) => Number.parseInt(part, 16).toString(16))
  return `${network.join(':')}::/64`
}
