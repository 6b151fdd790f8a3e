import type { Catalogue } from '#contract/catalogue.ts'
import { Language } from '#contract/names.ts'
import {
  OPEN_AUDIENCES,
  type OpenAudience,
  type OpenBlock,
  type OpenCatalogue,
  type OpenList,
  type OpenScene,
} from '#contract/open.ts'
import type { Hub } from '../hub/hub-port.ts'
import { blockFigures, type Curve, openBlock } from './open-block.ts'
import { openCatalogue } from './open-catalogue.ts'
import { openCsv } from './open-csv.ts'
import { readCurves } from './open-curves.ts'
import { openPlan } from './open-plan.ts'
import type { OpenStore } from './open-store.ts'
import { BLOCK_STEP, FILLING_FOR_MS, FILLING_MS, KEPT_FOR_MS, REFRESH_MS } from './pace.ts'
import { plainPage } from './plain-page.ts'
import { type Published, type PublishedBlock, published } from './published.ts'
import { Releasing } from './releasing.ts'

export interface PublisherParts {
  readonly catalogue: Catalogue
  readonly open: OpenList
  readonly hub: Hub
  readonly store: OpenStore
  now(): number
  /** Cryptographically random bytes. */
  random(bytes: number): Buffer
}

const LANGUAGES = Object.values(Language)

/** Closed blocks held ready for those who read old ones; the store has the others. */
const HELD_BLOCKS = 64

/**
 * Makes what is published: every scene's block, anew twice a minute, once for everybody; and closes the stretch that has
 * ended, whose last block is kept for good. Nobody who asks makes it do anything.
 */
export class Publisher {
  readonly catalogues: Readonly<Record<OpenAudience, OpenCatalogue>>
  private readonly parts: PublisherParts
  private readonly plan
  private readonly releasing: Releasing
  private readonly current = new Map<string, PublishedBlock>()
  private readonly plain = new Map<Language, Published>()
  private readonly closed = new Map<string, Promise<PublishedBlock | undefined>>()
  private readonly previous = new Map<string, number>()
  private curves: ReadonlyMap<string, Curve> = new Map()
  private firstAt: number | undefined
  private madeAt = Number.NEGATIVE_INFINITY
  private stretch = Number.NEGATIVE_INFINITY

  constructor(parts: PublisherParts) {
    const { catalogue, open, hub, store, now, random } = parts
    this.parts = parts
    this.plan = openPlan(catalogue, open, hub.model)
    this.catalogues = Object.fromEntries(
      OPEN_AUDIENCES.map((audience) => [audience, openCatalogue(catalogue, open, this.plan, audience)]),
    ) as Record<OpenAudience, OpenCatalogue>
    this.releasing = new Releasing({ plan: this.plan, hub, store, now, random })
  }

  /** The newest block of a scene; undefined where the audience has no such scene, or nothing was published yet. */
  block(audience: OpenAudience, scene: string): PublishedBlock | undefined {
    return this.current.get(nameOf(audience, scene))
  }

  /** The public's figures as a page of words; undefined until something was published. */
  plainPage(language: Language): Published | undefined {
    return this.plain.get(language)
  }

  hasScene(audience: OpenAudience, scene: string): boolean {
    return this.plan.scenes.some((each) => each.audience === audience && each.id === scene)
  }

  /** The block a stretch was closed with. Throws RecordFault when the store cannot say. */
  async closedBlock(audience: OpenAudience, scene: string, start: number): Promise<PublishedBlock | undefined> {
    if (!this.hasScene(audience, scene) || !this.mayBeKept(start)) return undefined
    const key = `${nameOf(audience, scene)}/${start}`
    const held = this.closed.get(key)
    if (held) return held
    const found = this.parts.store
      .findBlock(audience, scene, start)
      .then((body) => body && this.publish(JSON.parse(body) as OpenBlock))
    const block = found.then((block) => block || undefined)
    this.closed.set(key, block)
    const forget = () => this.closed.delete(key)
    // What is not there may come to be there: only what was found is held.
    block.then((there) => there ?? forget(), forget)
    const [oldest] = this.closed.keys()
    if (this.closed.size > HELD_BLOCKS && oldest !== undefined) this.closed.delete(oldest)
    return block
  }

  /** True for the start of a stretch of which a block may be: nobody makes the store look for anything else. */
  private mayBeKept(start: number): boolean {
    const now = this.parts.now()
    const isStretch = this.parts.hub.model.calendar.start(BLOCK_STEP, start) === start
    return isStretch && start < now && start >= now - KEPT_FOR_MS
  }

  /** When the current blocks will be made anew, epoch ms. */
  nextAt(): number {
    return this.madeAt + (this.isFilling() ? FILLING_MS : REFRESH_MS)
  }

  /** Makes what is due. Throws RecordFault when the record cannot be read; what was published stays. */
  async tick(): Promise<void> {
    const { hub, now } = this.parts
    const at = now()
    if (at < this.nextAt() || hub.revision() === 0) return
    if (this.firstAt === undefined) await this.openStore()
    this.firstAt ??= at
    const stretch = hub.model.calendar.start(BLOCK_STEP, at)
    if (stretch !== this.stretch && this.stretch > 0) await this.close(this.stretch)
    if (stretch !== this.stretch || this.isFilling()) this.curves = await readCurves(this.plan, hub, at)
    this.stretch = stretch
    await this.releasing.look()
    this.make(at)
    this.madeAt = at
  }

  private async openStore(): Promise<void> {
    await this.releasing.open()
    for (const { audience, scene, start } of await this.parts.store.newestBlocks())
      this.previous.set(nameOf(audience, scene), start)
  }

  private isFilling(): boolean {
    return this.firstAt !== undefined && this.madeAt - this.firstAt < FILLING_FOR_MS
  }

  private make(at: number): void {
    const { hub } = this.parts
    for (const scene of this.plan.scenes) {
      const figures = blockFigures(
        scene,
        {
          plan: this.plan,
          hub,
          releases: (metric) => this.releasing.of(metric),
          curve: (metric) => this.curves.get(metric) ?? [],
        },
        at,
      )
      const window: [number, number] = [this.stretch, hub.model.calendar.end(BLOCK_STEP, this.stretch)]
      const name = nameOf(scene.audience, scene.id)
      const block = openBlock(scene, figures, { at, window, closed: false, previous: this.previous.get(name) ?? null })
      this.current.set(name, this.publish(block))
    }
    const open = this.catalogues.public
    const blocks = open.scenes.flatMap(({ id }) => this.block('public', id)?.block ?? [])
    for (const language of LANGUAGES) this.plain.set(language, published(plainPage(open, blocks, language)))
  }

  /** Keeps the last block of a stretch. Stretches in which nobody was there to publish stay empty: nothing is made up later. */
  private async close(start: number): Promise<void> {
    const { store, now } = this.parts
    for (const scene of this.plan.scenes) await this.closeScene(scene, start)
    await store.dropBefore(now() - KEPT_FOR_MS)
  }

  private async closeScene({ audience, id }: OpenScene, start: number): Promise<void> {
    const name = nameOf(audience, id)
    const last = this.current.get(name)?.block
    if (last?.window[0] !== start) return
    await this.parts.store.keepBlock({ audience, scene: id, start, body: JSON.stringify({ ...last, closed: true }) })
    this.previous.set(name, start)
  }

  private publish(block: OpenBlock): PublishedBlock {
    return { block, json: published(JSON.stringify(block)), csv: published(openCsv(block, this.catalogues[block.audience])) }
  }
}

function nameOf(audience: OpenAudience, scene: string): string {
  return `${audience}/${scene}`
}
