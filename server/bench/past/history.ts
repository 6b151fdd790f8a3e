/**
 * How long a series of the past is waited for, over curves from an hour to all there is, however much is retained. Beside it one point by
 * its key. Laying a record of 100 million points down takes long; `--kept` keeps it, and finds it again.
 *
 *     npm run bench -- history [--points 1000000,10000000,100000000] [--kept FOLDER] [--rounds 3] [--json] [--record]
 */
import { measurePast } from './measure-past.ts'

await measurePast('history')
