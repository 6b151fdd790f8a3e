/** Devices that come with Chinese letters of their own, in the faces their owners read all day. */
const HANDHELD = /Android|iPhone|iPad|HarmonyOS|OpenHarmony/

/** Whether a device, by what its browser says of itself, needs no Chinese letters from here. Pure. */
export function hasOwnLetters(agent: string): boolean {
  return HANDHELD.test(agent)
}

/**
 * Makes the Chinese faces of the product known to the browser. Every letter comes with the product, for the machine of a wall has
 * none; a phone has, and would pay a megabyte for others. Resolves when the page can be drawn; without the faces, where they
 * cannot be had.
 */
export async function bringFaces(agent = navigator.userAgent): Promise<void> {
  if (!hasOwnLetters(agent)) await import('./text-faces.ts').catch(() => undefined)
}
