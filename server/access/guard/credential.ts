import { Refusal } from '#contract/errors.ts'

/** What a request or a handshake shows to say who it is: nothing, or one token and the place it came in. */
export type Credential =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'cookies'
      /** A person's session; it goes before the screen's, for as long as it lives. */
      readonly session?: string
      readonly screen?: string
    }
  | { readonly kind: 'reader'; readonly token: string }

export const NO_CREDENTIAL: Credential = { kind: 'none' }

/** Longer than any token of ours: nothing beyond is looked up. */
const MAX_TOKEN_LENGTH = 200

/**
 * The credential of a caller. A person may sign in at an enrolled screen, so both cookies may come together; a program has
 * no cookies. Throws Refusal `access/two-credentials` for a token beside cookies: whose right it is would be a guess.
 */
export function credentialOf(shown: {
  readonly session: string | undefined
  readonly screen: string | undefined
  readonly token: string | undefined
}): Credential {
  const [session, screen, token] = [shown.session, shown.screen, shown.token].map(usable)
  const hasCookies = session !== undefined || screen !== undefined
  if (token !== undefined && hasCookies) throw new Refusal('access/two-credentials')
  if (token !== undefined) return { kind: 'reader', token }
  if (!hasCookies) return NO_CREDENTIAL
  return { kind: 'cookies', ...(session !== undefined && { session }), ...(screen !== undefined && { screen }) }
}

/** The token of a header `Authorization: Bearer TOKEN`. Another scheme is none of ours. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
}

function usable(token: string | undefined): string | undefined {
  return token !== undefined && token.length > 0 && token.length <= MAX_TOKEN_LENGTH ? token : undefined
}
