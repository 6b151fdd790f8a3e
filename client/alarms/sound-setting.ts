const KEY = 'guanlan-alarm-sound'

const hearers = new Set<() => void>()

/** True where somebody turned the sound on at this browser. */
export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on'
  } catch {
    return false
  }
}

/** Turns the sound on or off at this browser. */
export function turnSound(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? 'on' : 'off')
  } catch {
    // A browser that keeps nothing asks again after the page was closed.
  }
  for (const hear of hearers) hear()
}

/** Calls back when it is turned, for `useSyncExternalStore`. Returns the undo. */
export function onSoundTurned(hear: () => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}
