import { type ComponentType, lazy } from 'react'
import type { DisplayClass } from '#contract/display-class.ts'
import { ahead, patiently } from './patient-part.ts'

/** How the shell of each display class is fetched: a phone carries nothing of a wall. */
const LOADERS: Record<DisplayClass, () => Promise<{ default: ComponentType }>> = {
  wall: () => import('./wall-shell.tsx').then(({ WallShell }) => ({ default: WallShell })),
  office: () => import('./office-shell.tsx').then(({ OfficeShell }) => ({ default: OfficeShell })),
  desk: () => import('./desk-shell.tsx').then(({ DeskShell }) => ({ default: DeskShell })),
  mobile: () => import('./mobile-shell.tsx').then(({ MobileShell }) => ({ default: MobileShell })),
}

/** The page around a scene, for each display class. */
export const SHELLS: Record<DisplayClass, ComponentType> = {
  wall: lazy(() => patiently(LOADERS.wall)),
  office: lazy(() => patiently(LOADERS.office)),
  desk: lazy(() => patiently(LOADERS.desk)),
  mobile: lazy(() => patiently(LOADERS.mobile)),
}

/** Fetches the shell of a class beside whatever else the page waits for; shown later, it is there. */
export function fetchShell(display: DisplayClass): void {
  ahead(LOADERS[display])
}
