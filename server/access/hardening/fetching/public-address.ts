import { BlockList, isIP } from 'node:net'

/** Networks that are nobody's on the open net: this machine, the house's own, link-local with the cloud's metadata, and the like. */
const IPV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/** Of IPv6 only global unicast is the open net, less what carries an IPv4 address in it and what is for documents. */
const IPV6_GLOBAL = ['2000::', 3] as const
const IPV6_EXCEPT: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const closed = new BlockList()
for (const [network, bits] of IPV4) closed.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of IPV6_EXCEPT) closed.addSubnet(network, bits, 'ipv6')
const global = new BlockList()
global.addSubnet(...IPV6_GLOBAL, 'ipv6')

/** Link-local: never fetched, whatever is allowed. The keys of a machine in a cloud lie at 169.254.169.254. */
const never = new BlockList()
never.addSubnet('169.254.0.0', 16, 'ipv4')
never.addSubnet('fe80::', 10, 'ipv6')
never.addAddress('fd00:ec2::254', 'ipv6')

/** True for an address of the open net. Pure. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, 'ipv4')
    case 6:
      return global.check(address, 'ipv6') && !closed.check(address, 'ipv6')
    default:
      return false
  }
}

/** True for an address that is never fetched, even by those who allow a private network. Pure. */
export function isNeverFetched(address: string): boolean {
  const family = isIP(address)
  return family === 0 || never.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
