import { useEffect, useRef } from 'react'
import { newlyGrave, playTones } from '../alarms/alarm-sound.ts'
import { isSoundOn } from '../alarms/sound-setting.ts'
import { useAlarms } from '../panels/alarms/use-alarms.ts'
import { newlyAsking } from '../reminders/asking-of.ts'
import { useAsking } from '../reminders/use-asking.ts'
import { useIsPast } from '../state/screen.ts'

/**
 * Sounds at a desk, whatever is open there, when a critical alarm comes that nobody took on, or the person here is paged because
 * somebody owes something: once for each, where somebody turned the sound on. Shows nothing.
 */
export function DeskSound() {
  const { followed, alarms } = useAlarms()
  const { followed: reminded, asking } = useAsking()
  const isPast = useIsPast()
  const grave = useRef<ReadonlySet<string> | undefined>(undefined)
  const asked = useRef<ReadonlySet<string> | undefined>(undefined)
  useEffect(() => {
    // What alarmed people once is shown, and never sounds again.
    if (followed.kind !== 'following' || isPast) return
    const next = newlyGrave(alarms, grave.current)
    grave.current = next.heard
    if (next.isNew && isSoundOn()) playTones()
  }, [followed.kind, alarms, isPast])
  useEffect(() => {
    if (reminded.kind !== 'following') return
    const next = newlyAsking(asking, asked.current)
    asked.current = next.heard
    if (next.isNew && isSoundOn()) playTones()
  }, [reminded.kind, asking])
  return null
}
