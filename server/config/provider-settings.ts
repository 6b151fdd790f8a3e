import { readFileSync } from 'node:fs'
import { StartupFault } from '../startup-fault.ts'

/** An OpenID Connect provider as the environment names it. */
export interface ProviderEnvironment {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string
  readonly name: string
  readonly claim: string
}

/**
 * Reads OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE, OIDC_NAME and OIDC_CLAIM; undefined where
 * no issuer is named. Throws StartupFault with one sentence that never repeats a secret.
 */
export function readProvider(set: (name: string) => string | undefined): ProviderEnvironment | undefined {
  const issuer = set('OIDC_ISSUER')
  if (issuer === undefined) return undefined
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))))
    throw new StartupFault(
      `OIDC_ISSUER is "${issuer}", which is not an address of a provider; give its https:// issuer (http:// only for one on this machine)`,
    )
  const clientId = set('OIDC_CLIENT_ID')
  if (clientId === undefined)
    throw new StartupFault('OIDC_ISSUER is set but OIDC_CLIENT_ID is not; give the id under which the provider knows this product')
  const clientSecret = set('OIDC_CLIENT_SECRET') ?? readSecret(set('OIDC_CLIENT_SECRET_FILE'))
  return {
    issuer,
    clientId,
    ...(clientSecret !== undefined && { clientSecret }),
    name: set('OIDC_NAME') ?? url.hostname,
    claim: set('OIDC_CLAIM') ?? 'sub',
  }
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/

function readSecret(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (cause) {
    throw new StartupFault(`OIDC_CLIENT_SECRET_FILE is "${path}", which cannot be read; name a file that this user may read`, {
      cause,
    })
  }
}
