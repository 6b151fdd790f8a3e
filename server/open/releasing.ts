import { createHmac } from 'node:crypto'
import type { Point } from '#contract/point.ts'
import type { Hub } from '../hub/hub-port.ts'
import type { OpenPlan, ProtectedFigure, ProtectedGroup } from './open-plan.ts'
import type { OpenStore } from './open-store.ts'
import { CURVE_WINDOWS } from './pace.ts'
import { type GroupPoints, type Release, releasesOf } from './release.ts'
import { type Look, newestOver, releasedWindow, restOf } from './release-watch.ts'

export interface ReleasingParts {
  readonly plan: OpenPlan
  readonly hub: Pick<Hub, 'history' | 'model'>
  readonly store: OpenStore
  now(): number
  /** Cryptographically random bytes. */
  random(bytes: number): Buffer
}

const SECRET_BYTES = 32
/** Six bytes are as many as a whole number can hold, and more than any city has areas. */
const RANK_BYTES = 6

/**
 * Releases protected figures: each window once, when it is over and has come to rest. What was released is read back from
 * the store after a restart and is never made again, whatever the record has learnt since.
 */
export class Releasing {
  private readonly parts: ReleasingParts
  private secret: Buffer | undefined
  private readonly released = new Map<string, readonly Release[]>()
  /** Groups whose window of that end was told in another way before, and therefore is not told again. */
  private readonly toldOtherwise = new Map<ProtectedGroup, number>()
  private readonly looks = new Map<ProtectedGroup, Look & { readonly end: number }>()

  constructor(parts: ReleasingParts) {
    this.parts = parts
  }

  /** Reads what was released before; once, before anything else. */
  async open(): Promise<void> {
    this.secret ??= await this.parts.store.secret(() => this.parts.random(SECRET_BYTES))
    const metrics = this.parts.plan.groups.flatMap(({ figures }) => figures.map(({ metric }) => metric.id))
    for (const release of await this.parts.store.releases(metrics, CURVE_WINDOWS)) this.add(release)
  }

  /** Releases of a metric, oldest first. */
  of(metric: string): readonly Release[] {
    return this.released.get(metric) ?? []
  }

  /** Releases what has come to rest since the last look. */
  async look(): Promise<void> {
    for (const group of this.parts.plan.groups) await this.lookAt(group)
  }

  private async lookAt(group: ProtectedGroup): Promise<void> {
    const { hub, store, now } = this.parts
    const end = newestOver(hub.model.calendar, group.step, now())
    const isTold = group.figures.some(({ metric }) => (this.of(metric.id).at(-1)?.window[1] ?? 0) >= end)
    if (isTold || this.toldOtherwise.get(group) === end || !this.areFollowedReleased(group, end)) return
    const roots: (Point | undefined)[] = []
    for (const figure of group.figures) roots.push(await this.read(figure, figure.shape.root, end))
    const before = this.looks.get(group)
    const { look, isAtRest } = restOf(roots, before?.end === end ? before : undefined, end, now())
    this.looks.set(group, { ...look, end })
    if (!isAtRest) return
    const releases = releasesOf(group, await this.readGroup(group, end), {
      windowOf: (figure) => releasedWindow(figure, hub.model.calendar, end).window,
      isVisible: (metric) => this.isVisible(metric, end),
      at: now(),
      rank: this.rankIn(group),
    })
    if (await store.keepReleases(releases)) {
      for (const release of releases) this.add(release)
      return
    }
    // Another server was first, or an earlier list told a part of this time: what was told is what is true.
    this.toldOtherwise.set(group, end)
    await this.open()
  }

  /** The secret order of a group's areas, the same at every release. */
  private rankIn(group: ProtectedGroup): (area: string) => number {
    const { secret } = this
    if (!secret) throw new Error('the releases were not opened')
    const name = group.figures.map(({ metric }) => metric.id).join(' ')
    return (area) => createHmac('sha256', secret).update(`${name}/${area}`).digest().readUIntBE(0, RANK_BYTES)
  }

  private async readGroup(group: ProtectedGroup, end: number): Promise<GroupPoints> {
    const points = new Map<string, Map<string, Point>>()
    for (const figure of group.figures) {
      const own = new Map<string, Point>()
      for (const area of figure.areas) {
        const point = await this.read(figure, area, end)
        if (point) own.set(area, point)
      }
      points.set(figure.metric.id, own)
    }
    return points
  }

  private async read(figure: ProtectedFigure, area: string, end: number): Promise<Point | undefined> {
    const { window, step } = releasedWindow(figure, this.parts.hub.model.calendar, end)
    const [point] = await this.parts.hub.history({ metric: figure.metric.id, area, from: window[0], to: window[1], step })
    return point
  }

  private areFollowedReleased(group: ProtectedGroup, end: number): boolean {
    return group.figures.every(({ follows }) => follows.every((metric) => this.of(metric).at(-1)?.window[1] === end))
  }

  private isVisible(metric: string, end: number): boolean {
    const release = this.of(metric).find(({ window }) => window[1] === end)
    return release !== undefined && release.cells[0]?.protected !== true
  }

  private add(release: Release): void {
    const known = this.of(release.metric)
    if (known.some(({ window }) => window[0] === release.window[0])) return
    const all = [...known, release].sort((one, other) => one.window[0] - other.window[0])
    this.released.set(release.metric, all.slice(-CURVE_WINDOWS))
  }
}
