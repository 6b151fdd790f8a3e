import { createStore } from 'zustand/vanilla'
import type { Catalogue } from '#contract/catalogue.ts'
import type { CommandAnswer } from '#contract/command.ts'
import type { Notice } from '#contract/live.ts'
import { panelSeries, type ResolvedSeries } from '#contract/scene-series.ts'
import { CallRefused, call } from '../access/call.ts'
import { displayHere } from '../displays/display-here.ts'
import { profileOf } from '../displays/profile.ts'
import { createInbox } from '../live/inbox.ts'
import { createLine } from '../live/line.ts'
import { createMatterLine } from '../live/matter-line.ts'
import { openSocket } from '../live/socket.ts'
import { createTrackLine } from '../live/track-line.ts'
import { meetOtherCity, pageDrill } from '../page-drill.ts'
import { panelArea } from '../panels/members.ts'
import { type CityView, cityView } from '../state/city-view.ts'
import { browserTime, createClock } from '../state/clock.ts'
import { createCommands } from '../state/commands.ts'
import type { Connection } from '../state/connection-state.ts'
import { deviceName } from '../state/device-name.ts'
import type { DisplayProfile } from '../state/display-profile.ts'
import { createHistoryStore } from '../state/history.ts'
import { createMattersStore } from '../state/matters.ts'
import { createPaintAges } from '../state/paint-ages.ts'
import type { Picture } from '../state/picture.ts'
import { createPlaceStore } from '../state/place.ts'
import { createPointsStore, keyOf } from '../state/points.ts'
import type { Screen } from '../state/screen.ts'
import { createSettingsStore, type Settings } from '../state/settings.ts'
import { createTracksStore } from '../state/tracks.ts'
import { readAddress } from './address.ts'
import { bindAddressBar, placeInAddress } from './address-bar.ts'
import { fetchCatalogue, fetchHistory } from './catalogue.ts'
import { citySeries } from './city-state.ts'
import { afterPaint, nextFrame } from './frames.ts'

/** Pages of another build reload within this many ms, not all at once. */
const RELOAD_WITHIN_MS = 3_000
/** After an outage every screen reads its curves again within this many ms, not all at once. */
const REREAD_WITHIN_MS = 1_500

/**
 * Puts a screen together: stores, line, address. Returns the screen and the undo of everything it started. `dismissed` is
 * told when the server may no longer know who this is; `isSure` when the server said so. `kept` is the last picture of this
 * device, for a page that opens without a network: it is old, and said to be, from the first moment.
 */
export function openScreen(
  catalogue: Catalogue,
  dismissed: (isSure: boolean) => void,
  kept?: Pick<Picture, 'at' | 'matters'>,
): { readonly screen: Screen; close(): void } {
  const city = cityView(catalogue)
  const { displayClass, language, theme, wall } = readAddress(location)
  const settings = createSettingsStore({
    displayClass: displayClass ?? displayHere(),
    language: language ?? 'zh',
    theme,
    wall,
  })
  const place = createPlaceStore(placeInAddress(city))
  const clock = createClock(browserTime)
  const points = createPointsStore()
  const noteDismissal = (fault: unknown): never => {
    if (fault instanceof CallRefused && fault.code === 'access/sign-in-needed') dismissed(true)
    throw fault
  }
  const past = createHistoryStore({
    read: (request) => fetchHistory(request).catch(noteDismissal),
    metric: city.metric,
    after: browserTime.after,
  })
  const ages = createPaintAges()
  const notice = createStore<Notice | undefined>(() => undefined)
  const connection = createStore<Connection>(() =>
    kept ? { kind: 'lost', sinceAt: kept.at } : { kind: 'connecting', sinceAt: clock.now() },
  )
  const profile = createStore<DisplayProfile>(() => currentProfile(city, settings.getState()))
  const matters = createMattersStore(kept?.matters)
  const commands = createCommands({
    post: (path, body) => call<CommandAnswer>('POST', path, body).catch(noteDismissal),
    newId: () => crypto.randomUUID(),
    device: deviceName(localStorage, () => crypto.randomUUID()),
    now: clock.now,
  })
  const socket = openSocket()
  const line = createLine({
    socket,
    clock,
    connection,
    notice,
    inbox: createInbox({ points, history: past, ages, clock, frame: nextFrame, painted: afterPaint }),
    monotonic: browserTime.monotonic,
    after: browserTime.after,
    random: Math.random,
    catalogueVersion: async () => (await fetchCatalogue().catch(noteDismissal)).version,
    version: catalogue.version,
    dismissed,
    drill: pageDrill(),
    otherCity: meetOtherCity,
  })

  const stopMatters = createMatterLine({ socket, matters, after: browserTime.after, random: Math.random })
  const tracks = createTracksStore(clock.now)
  const stopTracks = createTrackLine({ socket, tracks, after: browserTime.after, random: Math.random })

  const follow = () => line.follow('figures', seriesOf(city, place.getState()))
  const followTrends = coalesced(() => line.follow('trends', past.followed()))
  const fit = () => profile.setState(currentProfile(city, settings.getState()), true)
  const undo = [
    bindAddressBar(city, place, settings),
    place.subscribe((now, before) => {
      if (now.scene !== before.scene || now.area !== before.area) follow()
    }),
    settings.subscribe(fit),
    past.onFollowed(followTrends),
    connection.subscribe((now, before) => {
      if (now.kind === 'live' && before.kind !== 'live' && before.kind !== 'connecting')
        setTimeout(past.refetch, Math.random() * REREAD_WITHIN_MS)
      if (now.kind === 'outdated') setTimeout(() => location.reload(), Math.random() * RELOAD_WITHIN_MS)
    }),
    () => removeEventListener('resize', fit),
  ]
  addEventListener('resize', fit)
  follow()
  line.start()
  return {
    screen: { city, points, history: past, matters, tracks, commands, place, clock, connection, settings, profile, ages, notice },
    close: () => {
      for (const stop of undo) stop()
      stopMatters()
      stopTracks()
      line.stop()
    },
  }
}

/** Everything the screen shows at a place, each series once: the panels of the scene and the state of the city. */
export function seriesOf(city: CityView, { scene, area }: { scene: string; area: string }): readonly ResolvedSeries[] {
  const panels = Object.values(city.scene(scene)?.panels ?? {})
  const all = [...citySeries(city, area), ...panels.flatMap((panel) => panelSeries(panel, panelArea(panel, area, city), city))]
  return [...new Map(all.map((series) => [keyOf(series), series])).values()]
}

function currentProfile(city: CityView, { displayClass, theme, wall }: Settings): DisplayProfile {
  return profileOf({
    displayClass,
    theme,
    wall,
    width: window.innerWidth,
    height: window.innerHeight,
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    walls: city.catalogue.city.walls,
  })
}

/** Many calls in one turn become one. */
function coalesced(work: () => void): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      work()
    })
  }
}
