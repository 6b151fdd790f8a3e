import { measurePast } from './measure-past.ts'

await measurePast('as-known-then')
