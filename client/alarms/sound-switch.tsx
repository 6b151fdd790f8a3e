import { useEffect, useRef, useState } from 'react'
import { useAlarms } from '../panels/alarms/use-alarms.ts'
import { useIsPast } from '../state/screen.ts'
import { newlyGrave, sound } from './alarm-sound.ts'
import { useAlarmWords } from './use-alarm-words.ts'

const KEY = 'guanlan-alarm-sound'

/** Sounds when a critical alarm comes that nobody took on, and lets whoever sits here mute it. On where somebody turned it on. */
export function SoundSwitch() {
  const w = useAlarmWords()
  const { followed, alarms } = useAlarms()
  const isPast = useIsPast()
  const [isOn, setOn] = useState(wasOn)
  const heard = useRef<ReadonlySet<string> | undefined>(undefined)
  const audio = useRef<AudioContext | undefined>(undefined)
  useEffect(() => {
    // What alarmed people once is shown, and never sounds again.
    if (followed.kind !== 'following' || isPast) return
    const next = newlyGrave(alarms, heard.current)
    heard.current = next.heard
    if (next.isNew && isOn) play(audio)
  }, [followed.kind, alarms, isOn, isPast])
  useEffect(() => () => void audio.current?.close(), [])
  return (
    <button
      type="button"
      className="press press-quiet"
      aria-pressed={isOn}
      title={w('sound.note')}
      onClick={() => {
        const next = !isOn
        setOn(next)
        keep(next)
        // A press allows the page to sound, and lets one hear what it will be like.
        if (next) play(audio)
      }}
    >
      {w(isOn ? 'sound.on' : 'sound.off')}
    </button>
  )
}

function play(audio: { current: AudioContext | undefined }): void {
  audio.current ??= new AudioContext()
  sound(audio.current)
}

function wasOn(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on'
  } catch {
    return false
  }
}

function keep(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? 'on' : 'off')
  } catch {
    // A browser that keeps nothing asks again after the page was closed.
  }
}
