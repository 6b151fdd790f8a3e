import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { markFiles, namesOnPaper } from './mark-files.ts'

const city = { names: { zh: '河口市', en: 'Rivermouth' } } as never

it('names every file that leaves a drill as one of a drill, and nothing that is no file', async () => {
  const app = Fastify()
  await app.register(markFiles)
  app.get('/file', (_request, reply) => reply.header('content-disposition', 'attachment; filename="figures.csv"').send('a'))
  app.get('/answer', () => ({}))
  expect((await app.inject('/file')).headers['content-disposition']).toBe('attachment; filename="DRILL-figures.csv"')
  expect((await app.inject('/answer')).headers['content-disposition']).toBeUndefined()
  await app.close()
})

it('never calls the city of a drill like the real one on paper', () => {
  const drill = { id: 'fire', names: { zh: '火灾', en: 'Fire' } }
  expect(namesOnPaper({ city, drill })).toEqual({ zh: '演练 · 河口市', en: 'DRILL · Rivermouth' })
  expect(namesOnPaper({ city })).toEqual({ zh: '河口市', en: 'Rivermouth' })
})
