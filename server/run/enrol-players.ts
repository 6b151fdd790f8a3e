import { type ExecuteParts, execute } from '../access/act/execute.ts'
import { enrolPlayer } from '../access/identity/trial/enrol-player.ts'
import { VISITOR } from '../access/policy/subject.ts'
import type { EnrolledPlayer } from '../start/message.ts'

/** Signs the players of a drill in. Returns the token of each one's session; nobody can read them again. */
export async function enrolPlayers(parts: ExecuteParts, players: readonly EnrolledPlayer[]): Promise<Record<string, string>> {
  const asking = { subject: VISITOR, actor: { kind: 'operator', name: 'drill' } } as const
  const tokens: Record<string, string> = {}
  for (const player of players) tokens[player.id] = await execute(parts, asking, enrolPlayer, player)
  return tokens
}
