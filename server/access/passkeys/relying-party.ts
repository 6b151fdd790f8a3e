/** Who this product is to an authenticator (WebAuthn Level 3): a domain, and the origins whose pages may ask. */
export interface RelyingParty {
  readonly id: string
  readonly origins: readonly string[]
}

/**
 * The relying party of a deployment, or undefined where no passkey can work: a passkey belongs to a domain, never to an
 * IP address. `publicUrl` is the address people open; without one, the server is known only on its own machine.
 */
export function relyingParty({
  publicUrl,
  host,
  port,
}: {
  publicUrl?: string
  host: string
  port: number
}): RelyingParty | undefined {
  if (publicUrl !== undefined) {
    const { hostname, origin, protocol } = new URL(publicUrl)
    const isSecure = protocol === 'https:' || hostname === 'localhost'
    return isSecure && !IP_ADDRESS.test(hostname) ? { id: hostname, origins: [origin] } : undefined
  }
  return LOOPBACK.test(host) ? { id: 'localhost', origins: [`http://localhost:${port}`] } : undefined
}

const IP_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[.*\])$/
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/
