import { StartupFault } from '../startup-fault.ts'
import type { Queries } from './database.ts'

/** What the name of each source of the simulated hub begins with; the rest is a department. */
export const SIMULATED_SOURCE = 'simulated:'

/**
 * Sees to it that figures somebody made up are never shown as the city's own: a server without the simulated hub does not go on with
 * a record in which it has sources. Throws StartupFault with what to do.
 */
export async function refuseSimulated(queries: Queries): Promise<void> {
  const [known] = await queries.query('select from guanlan.source where starts_with(name, $1) limit 1', [SIMULATED_SOURCE])
  if (known)
    throw new StartupFault(
      'This record holds simulated figures, and HUB is none: they would be shown as the city’s own; set DATA_DIR or DATABASE_URL to an empty one, or HUB=simulated',
    )
}
