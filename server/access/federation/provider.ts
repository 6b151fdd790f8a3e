import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { Refusal } from '#contract/errors.ts'

/** The OpenID Connect provider a deployment names: who it is, and who we are to it. */
export interface ProviderSettings {
  /** Issuer identifier; its discovery document lies below it. */
  readonly issuer: string
  readonly clientId: string
  /** Left out for a public client, which PKCE alone protects. */
  readonly clientSecret?: string
  /** What people call it: the words on the button. */
  readonly name: string
  /** Claim of the ID token that says which account is meant at the very first sign-in; afterwards `sub` alone counts. */
  readonly claim: string
  /** Where the provider sends people back to. */
  readonly redirectUri: string
}

/** What one sign-in must remember between leaving and coming back. Secret, used once, never in an address. */
export interface Handshake {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who the provider says is there. */
export interface FederatedIdentity {
  readonly issuer: string
  readonly subject: string
  /** Session of the provider, where it names one: a back-channel logout speaks of it. */
  readonly sid?: string
  /** Value of the claim that names an account. */
  readonly claim?: string
  /** The provider itself asked for a second factor (RFC 8176 `amr`). */
  readonly hasSecondFactor: boolean
}

/** A logout the provider tells of (OpenID Connect Back-Channel Logout 1.0): one session of it, or all of a subject. */
export interface ProviderLogout {
  readonly issuer: string
  readonly subject?: string
  readonly sid?: string
  /** Names this very token, so that it is taken once. */
  readonly tokenId: string
}

export interface Provider {
  /** The address to send a browser to, and what to remember. Throws Refusal `access/provider-away`. */
  begin(): Promise<{ readonly address: string; readonly handshake: Handshake }>
  /** Reads what the provider sent back. Throws Refusal `access/provider-refused` or `access/provider-away`. */
  finish(handshake: Handshake, cameBackTo: URL): Promise<FederatedIdentity>
  /** Reads a logout token. Throws Refusal `access/provider-refused` or `access/provider-away`. */
  readLogout(token: string): Promise<ProviderLogout>
  /** Where a person signs out of the provider as well, if it has such a page. */
  logoutAddress(backTo: string): Promise<string | undefined>
}

/** Metadata of the provider is read again after this long, in ms. Its keys are read at every sign-in: they may have been rotated. */
const METADATA_KEPT_MS = 3_600_000

/** Logout tokens older than this, in seconds, are refused. */
const LOGOUT_TOKEN_MAX_AGE_S = 120

/** As far as the provider's clock may be from ours, in seconds. */
const CLOCK_TOLERANCE_S = 30

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** Values of `amr` that mean more than a password: several factors, a one-time code, a hardware key, a smart card. */
const SECOND_FACTORS: ReadonlySet<unknown> = new Set(['mfa', 'otp', 'hwk', 'sc'])

/**
 * A conforming OpenID Connect provider, used by the authorization code flow with PKCE. The ID token's signature is checked
 * against the provider's present keys in every case, also where TLS alone would do; `none` is never accepted.
 * `fetch` decides which addresses may be asked at all. Plain http is only for a provider on this very machine.
 */
export function openProvider(settings: ProviderSettings, parts: { readonly fetch: typeof fetch; now(): number }): Provider {
  let known: { readonly metadata: oidc.ServerMetadata; readonly readAt: number } | undefined
  const isLocal = new URL(settings.issuer).protocol === 'http:'
  const customFetch: oidc.CustomFetch = (address, options) => parts.fetch(address, options as RequestInit)

  async function configuration(): Promise<oidc.Configuration> {
    if (!known || parts.now() - known.readAt > METADATA_KEPT_MS) {
      const found = await oidc.discovery(new URL(settings.issuer), settings.clientId, undefined, undefined, {
        [oidc.customFetch]: customFetch,
        execute: isLocal ? [oidc.allowInsecureRequests] : [],
      })
      known = { metadata: found.serverMetadata(), readAt: parts.now() }
    }
    const { clientSecret } = settings
    const authentication = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret)
    // Made anew each time: it holds no keys of yesterday.
    const fresh = new oidc.Configuration(known.metadata, settings.clientId, undefined, authentication)
    fresh[oidc.customFetch] = customFetch
    oidc.enableNonRepudiationChecks(fresh)
    if (isLocal) oidc.allowInsecureRequests(fresh)
    return fresh
  }

  return {
    begin: () =>
      told(async () => {
        const handshake = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
        }
        const address = oidc.buildAuthorizationUrl(await configuration(), {
          redirect_uri: settings.redirectUri,
          scope: 'openid profile',
          state: handshake.state,
          nonce: handshake.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(handshake.verifier),
          code_challenge_method: 'S256',
        })
        return { address: address.href, handshake }
      }),
    finish: ({ state, nonce, verifier }, cameBackTo) =>
      told(async () => {
        const tokens = await oidc.authorizationCodeGrant(await configuration(), cameBackTo, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) throw new Refusal('access/provider-refused')
        const { iss, sub, sid, amr } = claims
        const claim = claims[settings.claim]
        return {
          issuer: iss,
          subject: sub,
          ...(typeof sid === 'string' && { sid }),
          ...(typeof claim === 'string' && { claim }),
          hasSecondFactor: Array.isArray(amr) && amr.some((method) => SECOND_FACTORS.has(method)),
        }
      }),
    readLogout: (token) =>
      told(async () => {
        const { issuer, jwks_uri: keysAt } = (await configuration()).serverMetadata()
        if (keysAt === undefined) throw new Refusal('access/provider-refused')
        const answer = await parts.fetch(keysAt)
        if (!answer.ok) throw new Refusal('access/provider-away')
        const { payload } = await jwtVerify(token, createLocalJWKSet((await answer.json()) as JSONWebKeySet), {
          issuer,
          audience: settings.clientId,
          maxTokenAge: LOGOUT_TOKEN_MAX_AGE_S,
          clockTolerance: CLOCK_TOLERANCE_S,
          requiredClaims: ['iat', 'jti', 'events'],
          currentDate: new Date(parts.now()),
        })
        const { sub, sid, events, jti, nonce } = payload
        const isLogout = typeof events === 'object' && events !== null && LOGOUT_EVENT in events
        if (!isLogout || nonce !== undefined || (sub === undefined && typeof sid !== 'string'))
          throw new Refusal('access/provider-refused')
        return {
          issuer,
          tokenId: jti as string,
          ...(sub !== undefined && { subject: sub }),
          ...(typeof sid === 'string' && { sid }),
        }
      }),
    logoutAddress: (backTo) =>
      told(async () => {
        const found = await configuration()
        if (found.serverMetadata().end_session_endpoint === undefined) return undefined
        return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri: backTo }).href
      }),
  }
}

/** What a library throws, told as one of our codes; the cause is for the log of whoever asks for `debug`, never for the caller. */
async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (fault) {
    if (fault instanceof Refusal) throw fault
    const refusal = new Refusal(isAway(fault) ? 'access/provider-away' : 'access/provider-refused')
    refusal.cause = fault
    throw refusal
  }
}

/** True when the provider could not be asked: no connection, or an answer that is no answer of a provider. */
function isAway(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  const { code, cause } = fault as Error & { code?: unknown }
  if (fault.name === 'TimeoutError' || fault.name === 'AbortError') return true
  if (fault instanceof TypeError && /fetch failed|network/i.test(fault.message)) return true
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON') return true
  return cause !== undefined && cause !== fault && isAway(cause)
}
