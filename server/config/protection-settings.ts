import { isAbsolute } from 'node:path'
import { readAddressList } from '../access/hardening/addresses/address-list.ts'
import { CIPHERS, type CipherName } from '../access/personal/cipher-name.ts'
import { StartupFault } from '../startup-fault.ts'

/** What a deployment says about protecting the product. */
export interface ProtectionSettings {
  readonly personalCipher: CipherName
  /** Absolute path of the key file of personal data, where it does not lie in the data folder. */
  readonly personalKeyFile?: string
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[]
  /** Addresses that are never kept out, whatever they touch. */
  readonly neverBlock: readonly string[]
  /** Networks administrators work in; none: anywhere. */
  readonly adminNetworks: readonly string[]
  /** Private networks in which what the server fetches may stand: the provider people sign in by. */
  readonly fetchNetworks: readonly string[]
}

/** Reads PERSONAL_CIPHER, PERSONAL_KEY_FILE, TRUST_PROXY, NEVER_BLOCK, ADMIN_NETWORKS and FETCH_NETWORKS. Throws StartupFault with one sentence. */
export function readProtection(set: (name: string) => string | undefined): ProtectionSettings {
  const cipher = set('PERSONAL_CIPHER') ?? 'aes-256-gcm'
  const personalCipher = CIPHERS.find((known) => known === cipher)
  if (!personalCipher)
    throw new StartupFault(`PERSONAL_CIPHER is "${cipher}", which is none of its values; give ${CIPHERS.join(' or ')}`)
  const personalKeyFile = set('PERSONAL_KEY_FILE')
  if (personalKeyFile !== undefined && !isAbsolute(personalKeyFile))
    throw new StartupFault(`PERSONAL_KEY_FILE is "${personalKeyFile}", which is not a whole path; give one that begins with /`)
  return {
    personalCipher,
    ...(personalKeyFile !== undefined && { personalKeyFile }),
    trustProxy: readAddresses('TRUST_PROXY', set('TRUST_PROXY')),
    neverBlock: readAddresses('NEVER_BLOCK', set('NEVER_BLOCK')),
    adminNetworks: readAddresses('ADMIN_NETWORKS', set('ADMIN_NETWORKS')),
    fetchNetworks: readAddresses('FETCH_NETWORKS', set('FETCH_NETWORKS')),
  }
}

function readAddresses(name: string, text = ''): readonly string[] {
  const entries = text.split(',').map((entry) => entry.trim())
  const list = readAddressList(entries.filter(Boolean))
  if (!('mistake' in list)) return list.entries
  throw new StartupFault(
    `${name} holds "${list.mistake}", which is neither an address nor a network; give such as 10.0.0.5 or 10.0.0.0/8, separated by commas`,
  )
}
