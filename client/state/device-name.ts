/** Where the name of this device is kept. It names a browser, not a person, and proves nothing. */
const KEY = 'guanlan-device'

/** The name of this device: made once, and kept where the browser lets us; else it lasts as long as the page. */
export function deviceName(storage: Pick<Storage, 'getItem' | 'setItem'>, newId: () => string): string {
  try {
    const known = storage.getItem(KEY)
    if (known !== null && /^[A-Za-z0-9-]{8,64}$/.test(known)) return known
    const made = newId()
    storage.setItem(KEY, made)
    return made
  } catch {
    return newId()
  }
}
