/** Sounds that browsers record and the server takes, the smallest first. */
const SOUNDS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const

/** Speech stays clear at this many bits a second: two minutes are a third of a megabyte. */
const BITS = 24_000

/** A recording under way. */
export interface Recording {
  /** Ends it and gives what was said; the microphone is let go. */
  stop(): Promise<Blob>
  /** Ends it and keeps nothing. */
  drop(): void
}

/** Whether this browser can record here: it needs a page that came by https or from this machine. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined && soundHere() !== undefined
}

/** Begins to record. Rejects when there is no microphone, or the person does not allow it. */
export async function recordVoice(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const letGo = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  const type = soundHere()
  const recorder = new MediaRecorder(stream, { ...(type && { mimeType: type }), audioBitsPerSecond: BITS })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => void parts.push(data)
  recorder.start()
  return {
    stop: () =>
      new Promise((resolve) => {
        const done = () => {
          letGo()
          resolve(new Blob(parts, { type: recorder.mimeType }))
        }
        if (recorder.state === 'inactive') return done()
        recorder.onstop = done
        recorder.stop()
      }),
    drop: () => {
      if (recorder.state !== 'inactive') recorder.stop()
      letGo()
    },
  }
}

function soundHere(): string | undefined {
  return SOUNDS.find((type) => MediaRecorder.isTypeSupported(type))
}
