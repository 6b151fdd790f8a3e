import type { AccessStore } from './access-store.ts'
import { CallRefused, call } from './call.ts'

/**
 * Ends the session on the server, which also tells the browser to clear what it kept, and forgets who was here. A session
 * that was over already is as good as ended. Rejects with CallRefused when the server could not be told.
 */
export async function signOut(access: AccessStore): Promise<void> {
  await endSession()
  await access.end()
}

/** Signs out and leaves for the front door, so that nothing of the page before stays in memory. */
export async function signOutAndLeave(search: string): Promise<void> {
  await endSession()
  location.assign(`/sign-in${search}`)
}

async function endSession(): Promise<void> {
  await call('POST', '/api/access/sign-out', {}).catch((fault: unknown) => {
    if (!(fault instanceof CallRefused && fault.code === 'access/sign-in-needed')) throw fault
  })
}
