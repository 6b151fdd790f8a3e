/**
 * How much harm a figure or field does in the wrong hands (数据分级): `open` 公开, `internal` 内部, `sensitive` 敏感. In this
 * order: whoever is cleared for one is cleared for those before it, and reading up is refused everywhere.
 */
export const SENSITIVITIES = ['open', 'internal', 'sensitive'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

/** True when someone cleared for `clearance` may read what is marked `sensitivity`. */
export function isCleared(clearance: Sensitivity, sensitivity: Sensitivity): boolean {
  return SENSITIVITIES.indexOf(sensitivity) <= SENSITIVITIES.indexOf(clearance)
}
