import type { OpenAudience, OpenCell } from '#contract/open.ts'
import type { Database } from '../record/database.ts'
import type { OpenStore } from './open-store.ts'
import type { Release } from './release.ts'

/** Any number no other part locks: groups are released one at a time, whichever server releases them. */
const RELEASE_LOCK = 7_205_759_403_795

interface ReleaseRow {
  readonly metric: string
  readonly window_start: number
  readonly window_end: number
  readonly released_at: number
  readonly observed_at: number | null
  readonly reported: number
  readonly expected: number
  readonly cells: readonly OpenCell[]
}

/** The store of what was published, in the database of the record. */
export function postgresOpenStore(database: Database): OpenStore {
  return {
    releases: async (metrics, ofEach) => {
      const rows = await database.query<ReleaseRow>(
        `select * from (
           select *, row_number() over (partition by metric order by window_start desc) as place
           from guanlan.open_release where metric = any($1)
         ) as newest where place <= $2 order by metric, window_start`,
        [metrics, ofEach],
      )
      return rows.map(releaseOf)
    },
    keepReleases: (releases) =>
      database.transaction(async (tx) => {
        await tx.query('select pg_advisory_xact_lock($1)', [RELEASE_LOCK])
        for (const { metric, window } of releases) {
          const told = await tx.query(
            'select 1 from guanlan.open_release where metric = $1 and window_start < $3 and window_end > $2 limit 1',
            [metric, ...window],
          )
          if (told.length > 0) return false
        }
        for (const { metric, window, releasedAt, observedAt, coverage, cells } of releases)
          await tx.query(
            `insert into guanlan.open_release (metric, window_start, window_end, released_at, observed_at, reported, expected, cells)
             values ($1, $2, $3, $4, $5, $6, $7, $8)`,
            [metric, ...window, releasedAt, observedAt, coverage.reported, coverage.expected, JSON.stringify(cells)],
          )
        return true
      }),
    keepBlock: async ({ audience, scene, start, body }) => {
      await database.query(
        'insert into guanlan.open_block (audience, scene, window_start, body) values ($1, $2, $3, $4) on conflict do nothing',
        [audience, scene, start, body],
      )
    },
    findBlock: async (audience, scene, start) => {
      const rows = await database.query<{ body: string }>(
        'select body from guanlan.open_block where audience = $1 and scene = $2 and window_start = $3',
        [audience, scene, start],
      )
      return rows[0]?.body
    },
    newestBlocks: () =>
      database.query<{ audience: OpenAudience; scene: string; start: number }>(
        'select audience, scene, max(window_start) as start from guanlan.open_block group by audience, scene',
      ),
    secret: async (make) => {
      await database.query('insert into guanlan.open_secret (secret) values ($1) on conflict do nothing', [make()])
      const [row] = await database.query<{ secret: Buffer }>('select secret from guanlan.open_secret')
      return (row as { secret: Buffer }).secret
    },
    dropBefore: async (at) => {
      await database.query('delete from guanlan.open_block where window_start < $1', [at])
      // A release outlives its month by a year: a window that is forgotten could be told again.
      await database.query('delete from guanlan.open_release where window_end < $1', [at - YEAR_MS])
    },
  }
}

const YEAR_MS = 366 * 86_400_000

function releaseOf(row: ReleaseRow): Release {
  return {
    metric: row.metric,
    window: [row.window_start, row.window_end],
    releasedAt: row.released_at,
    observedAt: row.observed_at,
    coverage: { reported: row.reported, expected: row.expected },
    cells: row.cells,
  }
}
