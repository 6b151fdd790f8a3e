import { measurePast } from './measure-past.ts'

await measurePast('replay')
