import { useSyncExternalStore } from 'react'
import { playTones } from './alarm-sound.ts'
import { isSoundOn, onSoundTurned, turnSound } from './sound-setting.ts'
import { useAlarmWords } from './use-alarm-words.ts'

/** Lets whoever sits here turn the sound of alarms and reminders on, and mute it. What sounds is `client/app/desk-sound.tsx`. */
export function SoundSwitch() {
  const w = useAlarmWords()
  const isOn = useSyncExternalStore(onSoundTurned, isSoundOn)
  return (
    <button
      type="button"
      className="press press-quiet"
      aria-pressed={isOn}
      title={w('sound.note')}
      onClick={() => {
        turnSound(!isOn)
        // A press allows the page to sound, and lets one hear what it will be like.
        if (!isOn) playTones()
      }}
    >
      {w(isOn ? 'sound.on' : 'sound.off')}
    </button>
  )
}
