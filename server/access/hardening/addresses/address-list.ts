import { BlockList, isIP } from 'node:net'

/** Addresses and networks, such as 10.1.2.3, 10.0.0.0/8, fd00::/8. An IPv4 address is the same written as IPv6. */
export interface AddressList {
  readonly entries: readonly string[]
  has(address: string): boolean
}

/** The list that nothing is in. */
export const NO_ADDRESSES: AddressList = { entries: [], has: () => false }

/** Reads a list. Returns the first entry that is neither an address nor a network as `mistake`. Pure. */
export function readAddressList(entries: readonly string[]): AddressList | { readonly mistake: string } {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits, ...rest] = entry.split('/')
    const family = isIP(address)
    const most = family === 4 ? 32 : 128
    if (family === 0 || rest.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
      return { mistake: entry }
    list.addSubnet(address, bits === undefined ? most : Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  }
  return { entries, has: (address) => isIn(list, address) }
}

function isIn(list: BlockList, address: string): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

/** An address as it is compared and written down: IPv4 within IPv6 as IPv4, without the zone of a link. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '')
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

export function isLoopbackAddress(address: string): boolean {
  return isIn(LOOPBACK, address)
}
