import type { Alarm, AlarmState } from '#contract/alarm.ts'
import type { MatterActor } from '#contract/matter.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { Database } from '../record/database.ts'
import { alarmLife } from './alarm-life.ts'

const SHELF: MatterActor = { kind: 'rule', id: 'shelf', name: '搁置到期' }

/**
 * Brings back what was put aside for a time, once: it is decided again on the alarm that is held, however many servers look. Throws
 * RecordFault; the next look makes up for it.
 */
export async function endShelves(
  { database, book }: { readonly database: Database; readonly book: Pick<MatterBook, 'open'> },
  now: number,
): Promise<void> {
  for (const { id, state } of book.open('alarm') as readonly Alarm[]) {
    if (!isShelfOver(state, now)) continue
    await changeMatters(database, now, async (desk) => {
      const alarm = await desk.take(alarmLife, id)
      if (!alarm || !isShelfOver(alarm.state, now)) return
      await desk.append(alarmLife, id, [{ type: 'alarm.unshelved', at: now, actor: SHELF, body: {} }])
    })
  }
}

function isShelfOver({ response }: AlarmState, now: number): boolean {
  return response.kind === 'shelved' && response.until <= now
}
