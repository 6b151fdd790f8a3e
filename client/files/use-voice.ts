import { useCallback, useEffect, useRef, useState } from 'react'
import { VOICE_LIMIT_MS } from '#contract/file.ts'
import { clockWords } from './clock-words.ts'
import { type Recording, recordVoice } from './record-voice.ts'

/** The person, or the browser for them, did not allow it; or there is no microphone that can be used. */
export type VoiceRefusal = 'not-allowed' | 'no-microphone'

export interface Voice {
  /** Since when it records, by the page's clock; undefined while it does not. */
  readonly since: number | undefined
  /** How long it has recorded, as a clock. */
  readonly clock: string
  /** Seconds until it ends by itself. */
  readonly leftS: number
  /** Why it could not begin; undefined while nothing stands in the way. */
  readonly refusal: VoiceRefusal | undefined
  start(): Promise<void>
  stop(): Promise<void>
}

/** Records a voice note; it ends by pressing, by itself after two minutes, and with nothing kept when the form goes. */
export function useVoice(onVoice: (bytes: Blob, ms: number) => void): Voice {
  const [since, setSince] = useState<number>()
  const [ms, setMs] = useState(0)
  const [refusal, setRefusal] = useState<VoiceRefusal>()
  const recording = useRef<Recording>(undefined)
  const told = useRef(onVoice)
  told.current = onVoice
  const isGone = useRef(false)
  const start = useCallback(async () => {
    setRefusal(undefined)
    const begun = await recordVoice().catch(refusalOf)
    if (typeof begun === 'string') return isGone.current ? undefined : setRefusal(begun)
    if (isGone.current) return begun.drop()
    recording.current = begun
    setMs(0)
    setSince(performance.now())
  }, [])
  const stop = useCallback(async () => {
    const ended = recording.current
    if (!ended || since === undefined) return
    recording.current = undefined
    const lasted = Math.min(VOICE_LIMIT_MS, performance.now() - since)
    setSince(undefined)
    const bytes = await ended.stop()
    if (!isGone.current && bytes.size > 0) told.current(bytes, Math.round(lasted))
  }, [since])
  useEffect(() => {
    if (since === undefined) return
    const timer = setInterval(() => {
      const now = performance.now() - since
      setMs(now)
      if (now >= VOICE_LIMIT_MS) void stop()
    }, 200)
    return () => clearInterval(timer)
  }, [since, stop])
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
      recording.current?.drop()
    }
  }, [])
  return { since, clock: clockWords(ms), leftS: Math.max(0, Math.ceil((VOICE_LIMIT_MS - ms) / 1_000)), refusal, start, stop }
}

/** Browsers say by name why a microphone cannot be had. */
function refusalOf(fault: unknown): VoiceRefusal {
  return fault instanceof DOMException && fault.name === 'NotAllowedError' ? 'not-allowed' : 'no-microphone'
}
