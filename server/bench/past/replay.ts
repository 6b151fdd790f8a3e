/**
 * How long ten minutes of the past take to be told again, as they were told then and as they are corrected now.
 *
 *     npm run bench -- replay [--points 1000000,10000000,100000000] [--kept FOLDER] [--rounds 3] [--json] [--record]
 */
import { measurePast } from './measure-past.ts'

await measurePast('replay')
