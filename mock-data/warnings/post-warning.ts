/** How the door of warnings is reached: its address, and the token of the source that brings them. */
export interface WarningDoor {
  readonly url: string
  readonly token: string | undefined
  /** Says a sentence to the operator. */
  readonly log: (sentence: string) => void
  readonly signal: AbortSignal
}

const ANSWER_WITHIN_MS = 15_000

/** Brings one document to the door. Gives whether it was taken; what was not is looked at again with the next look. */
export async function postWarning({ url, token, log, signal }: WarningDoor, document: string): Promise<boolean> {
  if (token === undefined) return false
  try {
    const response = await fetch(new URL('/api/hub/warnings', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cap+xml' },
      body: document,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    })
    if (response.ok) return true
    log(`a warning was refused (${response.status}): ${((await response.json()) as { detail?: string }).detail ?? ''}`)
  } catch (error) {
    if (!signal.aborted) log(`a warning could not be brought (${(error as Error).message}); trying again`)
  }
  return false
}
