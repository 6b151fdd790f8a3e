import type { EnrolledDisplay } from '#contract/enrolled-screen.ts'
import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { newToken, tokenHash } from '../identity/sessions/session-token.ts'
import { newPairingCode, PAIRING_MS } from './pairing-code.ts'

/** Screens of one address that may wait at a time: a wall of many browsers has one address. */
export const WAITING_AT_AN_ADDRESS = 50

/** Screens that may wait at a time, from wherever. */
export const WAITING = 500

/** A code nobody else shows is found at once unless nearly all are shown. */
const TRIES = 5

export interface PairingRequest {
  readonly display: EnrolledDisplay
  readonly address: string
  /** The pairing this browser waited for until now, if any: its code dies. */
  readonly before: string | undefined
}

export interface OpenedPairing {
  /** For people to see. */
  readonly code: string
  /** For the browser alone: only its holder is ever handed the screen's token. */
  readonly token: string
  readonly endsAt: number
}

/** Gives a screen that nobody knows a code to show. Anyone may ask for one; it is worth nothing until a director confirms it. */
export const openPairing = defineAct<PairingRequest, OpenedPairing>({
  type: 'pairing.open',
  needs: 'anyone',
  run: async ({ tx, now, random }, { display, address, before }) => {
    await tx.query('delete from guanlan.pairing where ends_at <= $1 or token_hash = $2', [now, before && tokenHash(before)])
    const [waiting] = await tx.query<{ all: number; here: number }>(
      'select count(*) as all, count(*) filter (where address = $1) as here from guanlan.pairing',
      [address],
    )
    if (waiting && (waiting.all >= WAITING || waiting.here >= WAITING_AT_AN_ADDRESS)) throw new Refusal('screen/too-many-codes')
    const [token, endsAt] = [newToken(random), now + PAIRING_MS]
    for (let tries = 0; tries < TRIES; tries++) {
      const code = newPairingCode(random)
      const rows = await tx.query(
        `insert into guanlan.pairing (token_hash, code_hash, display, address, ends_at) values ($1, $2, $3, $4, $5)
         on conflict (code_hash) do nothing returning token_hash`,
        [tokenHash(token), tokenHash(code), display, address, endsAt],
      )
      if (rows.length > 0) return { outcome: { code, token, endsAt }, detail: { display } }
    }
    throw new Refusal('screen/too-many-codes')
  },
})
