/** Frames as a drawing loop asks for them: one at a time, with a name to take it back by. */
export interface FrameSource {
  requestAnimationFrame(callback: (at: number) => void): unknown
  cancelAnimationFrame(name: unknown): void
}

/** Frames that rest while nothing is drawn. */
export interface CalmFrames extends FrameSource {
  /** Something is to be drawn: the next frames come as fast as the browser has them. */
  wake(): void
}

/** How the browser's own frames and time reach them; a test hands in its own. */
export interface FramePorts {
  /** Calls back in the next frame. Returns the undo. */
  frame(callback: (at: number) => void): () => void
  /** Calls back after so many ms. Returns the undo. */
  after(ms: number, callback: () => void): () => void
}

/** Frames that follow a wake: what was given is uploaded in one and drawn in the next; a few more cost nothing. */
const FRAMES_AWAKE = 12
/** Between frames at rest, in ms: what is fetched by the loop itself, as its pictures of marks, comes this late at most. */
const REST_MS = 250

/**
 * A loop that asks for every frame there is keeps main thread and compositor busy sixty times a second, whether it draws or
 * not. These frames come fast when there is something to draw and four times a second else.
 */
export function createCalmFrames({ frame, after }: FramePorts): CalmFrames {
  let awake = FRAMES_AWAKE
  let asked: { readonly callback: (at: number) => void; stop: () => void } | undefined
  const serve = (request: NonNullable<typeof asked>) => {
    request.stop = frame((at) => {
      if (asked !== request) return
      asked = undefined
      awake = Math.max(0, awake - 1)
      request.callback(at)
    })
  }
  return {
    requestAnimationFrame: (callback) => {
      const request = { callback, stop: () => {} }
      asked = request
      if (awake > 0) serve(request)
      else request.stop = after(REST_MS, () => serve(request))
      return request
    },
    cancelAnimationFrame: (name) => {
      if (asked === undefined || asked !== name) return
      asked.stop()
      asked = undefined
    },
    wake: () => {
      const wasResting = awake === 0
      awake = FRAMES_AWAKE
      if (!asked || !wasResting) return
      asked.stop()
      serve(asked)
    },
  }
}

/** Frames and time of the browser. */
export const browserFrames: FramePorts = {
  frame: (callback) => {
    const name = requestAnimationFrame(callback)
    return () => cancelAnimationFrame(name)
  },
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
