import { trackName } from '#contract/track.ts'
import { createTracksStore, type TracksStore } from '../state/tracks.ts'
import { thingsAt } from './fixture/things.ts'

/** A store of tracks whose every track is followed at once, and where nothing moves. */
export function specimenTracks(now: number): TracksStore {
  const store = createTracksStore(() => now)
  return {
    ...store,
    follow: (track, listener) => {
      const undo = store.follow(track, listener)
      store.begin(thingsAt(trackName(track), now))
      return undo
    },
  }
}
