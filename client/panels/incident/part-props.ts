import type { Room } from './use-room.ts'

/** What every part is given: the incident, its own name, and the box below its head in CSS pixels. */
export interface PartProps {
  readonly room: Room
  readonly title: string
  readonly width: number
  readonly height: number
}
