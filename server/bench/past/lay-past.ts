import { benchOptions } from '../result/bench-options.ts'
import { withPast } from './kept-past.ts'
import { PAST_PLACES, placesOf } from './places.ts'

const { settings } = benchOptions({ points: PAST_PLACES, kept: '' })
if (settings.kept === '') throw new Error('--kept says in which folder the records are to be laid down')
for (const points of placesOf(settings.points)) await withPast({ points, kept: settings.kept }, () => Promise.resolve())
