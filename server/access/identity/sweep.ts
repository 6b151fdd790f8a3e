import { forgetOldEndings } from '../endings.ts'
import { forgetOldAttempts } from './attempts.ts'
import type { IdentityParts } from './identity-parts.ts'
import { endStaleSessions } from './session.ts'

/** Ends what is over and forgets what says nothing any more. Done now and then; doing it twice changes nothing. */
export async function sweepIdentity(parts: Pick<IdentityParts, 'database' | 'now'>): Promise<void> {
  const { database, now } = parts
  await database.transaction((tx) => endStaleSessions({ tx, now: now() }))
  await forgetOldAttempts(database, now())
  await forgetOldEndings(database)
}
