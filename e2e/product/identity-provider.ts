import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type JWK } from 'oidc-provider'

/** What the product is to the provider. */
const CLIENT = { id: 'guanlan', secret: 'a-secret-of-the-journey-that-is-long-enough' } as const

/**
 * The certified `oidc-provider` on a free port of this machine, with a page on which somebody presses a button to be who they
 * are. Its host is another site than localhost, as in the world.
 */
export class IdentityProvider {
  readonly issuer: string
  /** Who sits before it: what it calls them, and what it says they proved. */
  person: { readonly sub: string; readonly amr: readonly string[] } = { sub: 'nobody', amr: [] }
  readonly #close: () => Promise<void>

  private constructor(issuer: string, close: () => Promise<void>) {
    this.issuer = issuer
    this.#close = close
  }

  static async start(productUrl: string): Promise<IdentityProvider> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const tested = new IdentityProvider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    })
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
    const provider = new Provider(tested.issuer, {
      clients: [
        {
          ...{ client_id: CLIENT.id, client_secret: CLIENT.secret },
          redirect_uris: [`${productUrl}/api/access/provider/callback`],
          post_logout_redirect_uris: [`${productUrl}/sign-in`],
          ...{ response_types: ['code'], grant_types: ['authorization_code'] },
        },
      ],
      jwks: { keys: [{ ...key, kid: 'one', use: 'sig', alg: 'RS256' } as JWK] },
      cookies: { keys: ['only for tests'] },
      pkce: { required: () => true },
      claims: { openid: ['sub', 'sid'] },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 600 },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      loadExistingGrant: async (context) => {
        const accountId = context.oidc.session?.accountId as string
        const grant = new context.oidc.provider.Grant({ accountId, clientId: CLIENT.id })
        grant.addOIDCScope('openid profile')
        await grant.save()
        return grant
      },
    })
    const callback = provider.callback()
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return callback(request, response)
      if (request.method === 'POST') {
        const { sub, amr } = tested.person
        return void provider.interactionFinished(request, response, { login: { accountId: sub, amr: [...amr] } })
      }
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end('<!doctype html><link rel="icon" href="data:,"><form method="post"><button>It is me</button></form>')
    })
    return tested
  }

  /** Settings with which a product lets people in by it. */
  get environment(): Readonly<Record<string, string>> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_NAME: '政务统一认证',
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
    }
  }

  stop(): Promise<void> {
    return this.#close()
  }
}
