import { type Alarm, waits } from '#contract/alarm.ts'

/** Two short tones, the second higher: heard through talk, and over at once. Frequencies in Hz, times in seconds. */
const TONES = [
  { hz: 660, from: 0, to: 0.18 },
  { hz: 880, from: 0.24, to: 0.5 },
] as const
const LOUDNESS = 0.14

/** The critical alarms that wait and were not there before; `heard` is then all that wait. Pure. */
export function newlyGrave(
  alarms: readonly Alarm[],
  heard: ReadonlySet<string> | undefined,
): { readonly heard: ReadonlySet<string>; readonly isNew: boolean } {
  const grave = alarms.filter(({ state }) => state.severity === 'critical' && waits(state)).map(({ id }) => id)
  const isNew = heard !== undefined && grave.some((id) => !heard.has(id))
  return { heard: new Set([...(heard ?? []), ...grave]), isNew }
}

let context: AudioContext | undefined

/** Sounds once. A browser that nobody has touched yet stays mute. */
export function playTones(): void {
  context ??= new AudioContext()
  sound(context)
}

function sound(context: AudioContext): void {
  const now = context.currentTime
  const gain = context.createGain()
  gain.gain.value = LOUDNESS
  gain.connect(context.destination)
  for (const { hz, from, to } of TONES) {
    const tone = context.createOscillator()
    tone.type = 'sine'
    tone.frequency.value = hz
    tone.connect(gain)
    tone.start(now + from)
    tone.stop(now + to)
  }
}
