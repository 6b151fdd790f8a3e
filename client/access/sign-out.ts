import type { AccessStore } from './access-store.ts'
import { CallRefused, call } from './call.ts'

/**
 * Ends the session on the server (and leads to where the provider ends its own, where that opened it), which also tells the browser to clear what it kept, and forgets who was here. A session
 * that was over already is as good as ended. Rejects with CallRefused when the server could not be told.
 */
export async function signOut(access: AccessStore): Promise<void> {
  const provider = await endSession(hasProvider(access))
  if (provider === undefined) await access.end()
  else location.assign(provider)
}

/** Signs out and leaves for the front door, so that nothing of the page before stays in memory. */
export async function signOutAndLeave(access: AccessStore, search: string): Promise<void> {
  location.assign((await endSession(hasProvider(access))) ?? `/sign-in${search}`)
}

/** Gives where to sign out of the provider as well, where the session was opened by it. */
async function endSession(hasProvider: boolean): Promise<string | undefined> {
  const ending = hasProvider
    ? call<{ address: string | null }>('POST', '/api/access/provider/sign-out', {}).then(({ address }) => address ?? undefined)
    : call('POST', '/api/access/sign-out', {}).then(() => undefined)
  return ending.catch((fault: unknown) => {
    if (fault instanceof CallRefused && fault.code === 'access/sign-in-needed') return undefined
    throw fault
  })
}

function hasProvider(access: AccessStore): boolean {
  const held = access.getState()
  return held.kind === 'known' && held.me.ways.provider !== undefined
}
