/**
 * The same questions as of `history`, answered as the figures were known then.
 *
 *     npm run bench -- as-known-then [--points 1000000,10000000,100000000] [--kept FOLDER] [--rounds 3] [--json] [--record]
 */
import { measurePast } from './measure-past.ts'

await measurePast('as-known-then')
