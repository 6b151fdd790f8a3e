import type { Catalogue } from '#contract/catalogue.ts'
import type { FromDrillFeed, ToDrillFeed } from '#contract/drill-feed.ts'
import { DrillFigures } from './drill-figures.ts'
import { get } from './known.ts'

/**
 * The figures of a drill, as a process of its own: a client of the door like any other, whose clock is that of the shadow city.
 * Whoever started it says by messages what the time is there.
 */

const stop = new AbortController()
let figures: DrillFigures | undefined

const tell = (message: FromDrillFeed): void => void process.send?.(message)

process.on('disconnect', () => process.exit(0))
process.on('message', (message: ToDrillFeed) => {
  answer(message).catch((fault: Error) => tell({ kind: 'failed', sentence: fault.message }))
})

async function answer(message: ToDrillFeed): Promise<void> {
  switch (message.kind) {
    case 'open': {
      const catalogue = await get<Catalogue>({ url: message.url, reader: message.reader }, '/api/catalogue', stop.signal)
      figures = new DrillFigures(catalogue, message, stop.signal)
      tell({ kind: 'opened', figures: await figures.open() })
      return
    }
    case 'tell':
      if (figures) tell(await figures.tell(message.at))
      return
    case 'fault':
      figures?.fail(message)
  }
}
