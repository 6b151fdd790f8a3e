/**
 * Lays down the records that `history`, `as-known-then` and `replay` ask, so that each of them finds them laid.
 *
 *     npm run bench -- lay-past --kept FOLDER [--points 1000000,10000000,100000000]
 */
import { benchOptions } from '../result/bench-options.ts'
import { withPast } from './kept-past.ts'
import { PAST_PLACES, placesOf } from './places.ts'

const { settings } = benchOptions({ points: PAST_PLACES, kept: '' })
if (settings.kept === '') throw new Error('--kept says in which folder the records are to be laid down')
for (const points of placesOf(settings.points)) await withPast({ points, kept: settings.kept }, () => Promise.resolve())
