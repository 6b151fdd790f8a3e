import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose'
import Provider, { type JWK } from 'oidc-provider'

/** What a hostile or broken provider does to the ID tokens it hands out. */
export type Tampering = (claims: JWTPayload) => { readonly claims: JWTPayload; readonly alg?: 'none'; readonly key?: 'foreign' }

/** The certified `oidc-provider` on a free port of loopback, with people who sign in without being asked. */
export interface TestedProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who is at the keyboard when the provider asks. */
  person: { readonly sub: string; readonly amr?: readonly string[]; readonly preferred_username?: string }
  tampering: Tampering | undefined
  /** Replaces the signing key, as a provider does now and then; the old one is gone. */
  rotateKeys(): void
  /** Follows an authorization address as a browser would, until it is sent back; returns where to. */
  signIn(address: string): Promise<URL>
  /** Signs claims as a logout token of this provider. */
  logoutToken(claims: JWTPayload, how?: { readonly alg?: 'none' }): Promise<string>
  stop(): Promise<void>
}

const CLIENT_ID = 'guanlan'
const CLIENT_SECRET = 'a-secret-of-the-test-that-is-long-enough'

/** Starts it. `redirectUri` is where it may send people back to. */
export async function startTestedProvider(redirectUri: string): Promise<TestedProvider> {
  let handle: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let signing = newKey()
  const foreign = newKey()

  const open = () => {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: [redirectUri],
          post_logout_redirect_uris: [new URL('/sign-in', redirectUri).href],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      jwks: { keys: [signing.jwk as JWK] },
      cookies: { keys: ['only for tests'] },
      pkce: { required: () => true },
      claims: { openid: ['sub', 'sid'], profile: ['preferred_username'] },
      conformIdTokenClaims: false,
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...tested.person, sub: id }) as never }),
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({
          accountId: context.oidc.session?.accountId as string,
          clientId: CLIENT_ID,
        })
        grant.addOIDCScope('openid profile')
        await grant.save()
        return grant
      },
    })
    provider.use(async (context, next) => {
      await next()
      const body = context.body as { id_token?: string } | undefined
      if (context.path !== '/token' || body?.id_token === undefined || !tested.tampering) return
      const { claims, alg, key } = tested.tampering(decodeJwt(body.id_token))
      body.id_token = alg === 'none' ? unsigned(claims) : await sign(claims, key === 'foreign' ? foreign : signing)
    })
    const callback = provider.callback()
    handle = (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return callback(request, response)
      const { sub, amr } = tested.person
      void provider.interactionFinished(request, response, { login: { accountId: sub, ...(amr && { amr: [...amr] }) } })
    }
  }
  const tested: TestedProvider = {
    issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    person: { sub: 'zhang' },
    tampering: undefined,
    rotateKeys: () => {
      signing = newKey()
      open()
    },
    signIn: (address) => follow(address, redirectUri),
    logoutToken: async (claims, how) => (how?.alg === 'none' ? unsigned(claims) : sign(claims, signing, 'logout+jwt')),
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  open()
  return tested
}

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = randomUUID()
  return { privateKey, kid, jwk: { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' } }
}

function sign(claims: JWTPayload, { privateKey, kid }: ReturnType<typeof newKey>, typ = 'JWT'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ }).sign(privateKey)
}

function unsigned(claims: JWTPayload): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`
  if (decodeProtectedHeader(token).alg !== 'none') throw new Error('the test meant an unsigned token')
  return token
}

/** A browser with a cookie jar and no screen. */
async function follow(address: string, redirectUri: string): Promise<URL> {
  const jar = new Map<string, string>()
  let next = new URL(address)
  for (let step = 0; step < 12; step++) {
    if (next.href.startsWith(redirectUri)) return next
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [name, value] = (set.split(';', 1)[0] ?? '').split(/=(.*)/s)
      if (name) jar.set(name, value ?? '')
    }
    const to = answer.headers.get('location')
    if (to === null)
      throw new Error(`The provider answered ${answer.status} at ${next.pathname}: ${(await answer.text()).slice(0, 300)}`)
    next = new URL(to, next)
  }
  throw new Error('The provider sends people round in a circle.')
}
