import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { REPLAY_BLOCK_MS, REPLAY_CLOSED_MS } from '#contract/replay.ts'
import { trackName } from '#contract/track.ts'
import { encodeTrackBlock, grainKept, TRACK_GRAINS } from '#contract/track-replay.ts'
import type { Subject } from '../access/policy/subject.ts'
import { type Answer, BlockShelf } from '../api/block-shelf.ts'
import { queryValidator } from '../api/query-validator.ts'
import type { Database } from '../record/database.ts'
import { sightIn } from './entity-routes.ts'
import { toTrackBlock } from './track-block.ts'
import { heardBetween, knownBefore } from './track-store.ts'

export interface TrackBlockRoutesParts {
  readonly database: Database
  /** Epoch of the record. */
  epoch(): string
  /** The city as far as a subject may see it. Throws Refusal for one that may see none of it. */
  catalogueOf(subject: Subject): Catalogue
  now(): number
}

const FOR_EVER = 'private, max-age=31536000, immutable'

const ParamsSchema = Type.Object(
  {
    epoch: Type.String({ maxLength: 64, description: 'Epoch of the record.' }),
    version: Type.String({ maxLength: 64, description: 'Version of the catalogue, as the caller sees it.' }),
    track: Type.String({ maxLength: 4_200, description: 'Kinds, separated by blanks and in order, then @ and the area code.' }),
    grain: Type.Enum(TRACK_GRAINS, { description: 'fine: each change in its second; coarse: where everything was at the start.' }),
    from: Type.Integer({ minimum: 0, description: 'Start of the block, epoch ms: a multiple of 600000.' }),
  },
  { additionalProperties: false },
)

/**
 * GET /api/tracks/:epoch/:version/:track/:grain/:from: where things were known to be, ten minutes of it. Whatever changes the
 * answer stands in its address, so a block that is over never changes: what is kept less closely later has another address.
 */
export const trackBlockRoutes: FastifyPluginAsyncTypebox<TrackBlockRoutesParts> = async (app, parts) => {
  const { database, epoch: epochNow, catalogueOf, now: clock } = parts
  const shelf = new BlockShelf()
  app.setValidatorCompiler(queryValidator)
  app.get(
    '/api/tracks/:epoch/:version/:track/:grain/:from',
    {
      config: { access: 'entities:read' },
      schema: {
        ...{ tags: ['entities'], operationId: 'readTrackBlock', summary: 'Ten minutes of where things were' },
        description: 'Binary, as `contract/track-replay.ts` says. A block that is over may be kept for ever.',
        params: ParamsSchema,
      },
    },
    async ({ params, subject }, reply) => {
      const catalogue = catalogueOf(subject)
      const { epoch, version, track, grain, from } = params
      if (epoch !== epochNow() || version !== catalogue.version) throw new Refusal('replay/outdated')
      if (from % REPLAY_BLOCK_MS !== 0) throw new Refusal('request/invalid', `from=${from} is no multiple of ${REPLAY_BLOCK_MS}.`)
      const { kinds, areas } = asked(track, catalogue)
      const now = clock()
      if (from > now) throw new Refusal('series/time-invalid', 'The block lies in the future.')
      const kept = grainKept(from, now)
      if (kept === undefined || (kept === 'coarse' && grain === 'fine')) throw new Refusal('replay/not-kept')
      const to = Math.min(from + REPLAY_BLOCK_MS, now)
      const make = async (): Promise<Answer> => {
        const before = await knownBefore(database, kinds, from)
        const heard = grain === 'fine' ? await heardBetween(database, kinds, from, to) : []
        return { bytes: encodeTrackBlock(toTrackBlock({ track, grain, from, to, kinds: new Set(kinds), areas, before, heard })) }
      }
      const isOver = now >= from + REPLAY_BLOCK_MS + REPLAY_CLOSED_MS
      const { bytes } = isOver ? await shelf.take(`${version}/${track}/${grain}/${from}`, make) : await make()
      reply.header('cache-control', isOver ? FOR_EVER : 'no-store')
      reply.header('content-type', 'application/octet-stream')
      return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )
}

/** What a track is of, as far as the sight of its reader reaches. Throws Refusal for what is beyond it, and for what is no name of a track. */
function asked(track: string, catalogue: Catalogue): { readonly kinds: readonly string[]; readonly areas: ReadonlySet<string> } {
  const place = track.lastIndexOf('@')
  const area = track.slice(place + 1)
  const kinds = track.slice(0, Math.max(0, place)).split(' ')
  const sight = sightIn(catalogue)
  for (const kind of kinds) if (!sight.kinds.has(kind)) throw new Refusal('entity/unknown-kind', `There is no kind "${kind}".`)
  if (!sight.tree.byCode.has(area)) throw new Refusal('series/unknown-area', `There is no area "${area}" in the catalogue.`)
  if (trackName({ kinds, area }) !== track) throw new Refusal('request/invalid', 'The kinds of a track stand in order, each once.')
  const areas = new Set([area])
  const tree = areaTree(catalogue.areas)
  for (const code of areas) for (const child of tree.children(code)) areas.add(child.code)
  return { kinds, areas }
}
