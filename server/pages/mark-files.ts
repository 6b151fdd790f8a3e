import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Names } from '#contract/names.ts'

/** What stands on everything of a drill, in both languages at once. */
export const DRILL_WORDS = '演练 DRILL'

/** What a city is called on paper: a drill is never called like the real one. Pure. */
export function namesOnPaper({ city, drill }: Pick<Catalogue, 'city' | 'drill'>): Names {
  return drill ? { zh: `演练 · ${city.names.zh}`, en: `DRILL · ${city.names.en}` } : city.names
}

/** Names every file that a shadow city hands out as one of a drill, whoever made it. */
export const markFiles = fp(
  async (app: FastifyInstance) => {
    app.addHook('onSend', async (_request, reply) => {
      const said = reply.getHeader('content-disposition')
      if (typeof said === 'string') reply.header('content-disposition', said.replace(/filename="/, 'filename="DRILL-'))
    })
  },
  { name: 'mark-files' },
)
