import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyRows } from '../../record/postgres/copy-rows.ts'
import { type Feed, fedBy, SENDERS } from './feed.ts'

const INTO = 'guanlan.observation (at, batch, numerator, denominator, metric, area, source, place, conflict)'

/**
 * The rows of a feed as one binary COPY in one transaction, nothing checked, nothing answered: the least the same rows on the same
 * disk can cost. What is sent is made beforehand.
 *
 * @returns ms from BEGIN to the answer of COMMIT
 */
export async function bareCopy(client: Client, feed: Feed): Promise<number> {
  const pieces = encoded(feed)
  const begun = performance.now()
  await client.query('begin')
  await pipeline(Readable.from(pieces), client.query(copyFrom(`copy ${INTO} from stdin (format binary)`)))
  await client.query('commit')
  return performance.now() - begun
}

function encoded(feed: Feed): Buffer[] {
  const rows = copyRows(9, numbered(feed), (row, { fed, minute, sender, place }) => {
    row.bigint(fed.at).bigint(minute).double(fed.numerator)
    if (fed.denominator === undefined) row.null()
    else row.double(fed.denominator)
    row
      .integer(fed.metric + 1)
      .integer(fed.town + 1)
      .integer(sender + 1)
      .integer(place)
      .boolean(false)
  })
  return [...rows]
}

/** The rows in the order in which the sources say them. */
function* numbered(feed: Feed) {
  for (let minute = 0; minute < feed.minutes; minute++)
    for (let sender = 0; sender < SENDERS; sender++) {
      let place = 0
      for (const fed of fedBy(sender, minute, feed)) yield { fed, minute, sender, place: place++ }
    }
}
