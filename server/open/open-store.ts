import type { OpenAudience } from '#contract/open.ts'
import type { Release } from './release.ts'

/** A block that will never change again. */
export interface ClosedBlock {
  readonly audience: OpenAudience
  readonly scene: string
  readonly start: number
  /** The very bytes that were published, as JSON. */
  readonly body: string
}

/**
 * What has been published, kept for good: what left the house once cannot be taken back, and must not be said again in
 * another way. Every method throws RecordFault when the database cannot do it.
 */
export interface OpenStore {
  /** The newest releases of each metric, oldest first. */
  releases(metrics: readonly string[], ofEach: number): Promise<readonly Release[]>
  /**
   * Keeps the releases of a group, all or none. False, and nothing is kept, when any instant of a metric's time has been
   * told already: two tellings of one time could be subtracted.
   */
  keepReleases(releases: readonly Release[]): Promise<boolean>
  /** Keeps a block; the first of a stretch stays. */
  keepBlock(block: ClosedBlock): Promise<void>
  findBlock(audience: OpenAudience, scene: string, start: number): Promise<string | undefined>
  /** Start of the newest closed block of each scene. */
  newestBlocks(): Promise<readonly Omit<ClosedBlock, 'body'>[]>
  /**
   * The secret of this record, made once and kept for good: it decides in which order areas are hidden to protect others.
   * `make` gives the one to keep where there is none yet.
   */
  secret(make: () => Buffer): Promise<Buffer>
  /** Lets go of what ended before an instant. */
  dropBefore(at: number): Promise<void>
}
