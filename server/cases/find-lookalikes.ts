import { CASE_FOLLOWING, CASE_STAGES, type CaseLookalikes, type CaseMatter, caseLine } from '#contract/case.ts'
import { Refusal } from '#contract/errors.ts'
import type { Subject } from '../access/policy/subject.ts'
import { type Known, likeness, type Told, verdictOn } from '../incidents/likeness.ts'
import { isInReach } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import type { Database } from '../record/database.ts'
import type { CaseParts } from './case-verb.ts'
import { lineInRoom } from './line-in-room.ts'

/** So many of the newest candidates are held against a case, and so many are shown. */
const MOST_CANDIDATES = 300
const MOST_SHOWN = 10

/** A degree of latitude is some 111 km, one of longitude at most that. */
const METRES_PER_DEGREE = 111_000

/** Beyond so many times `farMetres` two places are never one; see `likeness`. */
const ELSEWHERE = 4

/** Stages from which a case can still be merged with another. */
const MERGEABLE = CASE_STAGES.filter((stage) => stage !== 'merged' && CASE_FOLLOWING[stage].includes('merged'))

/**
 * Open cases that may be the same as this one, most alike first: near it in place and time, by category and words. A person decides;
 * nothing is merged by itself. Throws Refusal `matter/unknown`.
 */
export async function findLookalikes(
  { database, tree, tables }: Pick<CaseParts, 'tree' | 'tables'> & { readonly database: Database },
  subject: Subject,
  id: string,
): Promise<CaseLookalikes['lookalikes']> {
  const told = (await findMatter(database, 'case', id)) as CaseMatter | undefined
  if (!told || !isInReach(subject, told.reach, tree)) throw new Refusal('matter/unknown')
  const { sameness } = tables
  return (await candidates(database, told, sameness))
    .filter(({ reach }) => isInReach(subject, reach, tree))
    .map((known) => ({ known, ...likeness(toldBy(told), knownBy(known), sameness) }))
    .filter((judged) => verdictOn(judged, sameness) !== 'apart')
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SHOWN)
    .map(({ known, score, because, metres }) => ({
      case: subject.kind === 'person' ? caseLine(known) : lineInRoom(caseLine(known)),
      ...{ score, because },
      ...(metres !== undefined && { metres }),
    }))
}

async function candidates(
  database: Database,
  { id, openedAt, state: { place } }: CaseMatter,
  { withinMinutes, farMetres }: CaseParts['tables']['sameness'],
): Promise<readonly CaseMatter[]> {
  const within = withinMinutes * 60_000
  const [lon = 0, lat = 0] = place.at ?? []
  const reach = (ELSEWHERE * farMetres) / METRES_PER_DEGREE
  const side = reach / Math.cos((lat * Math.PI) / 180)
  return database.query<CaseMatter & Record<string, unknown>>(
    `select matter.kind, matter.id, matter.version, matter.revision, matter.opened_at as "openedAt",
        matter.changed_at as "changedAt", matter.is_open as "isOpen", matter.reach, matter.state
       from guanlan.case_line as line join guanlan.matter on matter.kind = 'case' and matter.id = line.id
      where line.id <> $1 and line.stage = any($2) and line.opened_at between $3 and $4
        and ($5::boolean and (line.spot is null and line.area = $6 or line.spot <@ box(point($7, $8), point($9, $10)))
          or not $5 and line.area = $6)
      order by line.opened_at desc limit ${MOST_CANDIDATES}`,
    [
      ...[id, MERGEABLE, openedAt - within, openedAt + within, place.at !== undefined, place.area],
      ...[lon - side, lat - reach, lon + side, lat + reach],
    ],
  )
}

function toldBy({ openedAt, state: { category, place, what } }: CaseMatter): Told {
  return { class: category, place, text: what, at: openedAt }
}

function knownBy({ openedAt, state: { category, place, what, supplements } }: CaseMatter): Known {
  const later = supplements.flatMap(({ at, text }) => (text === undefined ? [] : [{ at, text }]))
  return { class: category, place, reports: [...later, { at: openedAt, text: what }] }
}
