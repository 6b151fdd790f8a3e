import { deviceName } from '../../state/device-name.ts'

/** The name of this device, as every command from it bears it. */
export function deviceHere(): string {
  return deviceName(localStorage, () => crypto.randomUUID())
}
