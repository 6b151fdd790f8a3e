import type { TelemetryParts } from './open-telemetry.ts'
import type { Tracing } from './tracing.ts'

/** Opens the telling of traces where it is configured. Where it is not, nothing of it is loaded. */
export async function openTracing(
  settings: Omit<TelemetryParts, 'version' | 'instance' | 'log'> | undefined,
  parts: Pick<TelemetryParts, 'version' | 'instance' | 'log'>,
): Promise<Tracing | undefined> {
  if (!settings) return undefined
  const { openTelemetry } = await import('./open-telemetry.ts')
  return openTelemetry({ ...settings, ...parts })
}
