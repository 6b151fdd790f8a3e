import type { PanelOf, PanelType } from '#contract/scene.ts'

/** What every panel is given: its data, the area the screen is drilled to, and its measured content box in CSS pixels. */
export interface PanelProps<Name extends PanelType> {
  readonly id: string
  readonly panel: PanelOf<Name>
  readonly area: string
  readonly width: number
  readonly height: number
}
