import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import type { Subject } from '../access/policy/subject.ts'
import { type CasesParts, cases } from '../cases/cases.ts'

/** The routes of cases, asked over HTTP by one subject. */
export interface CaseRoutes {
  /** Asks below `/api/cases` and reads the whole answer, as JSON. Throws Error for one that is not 200. */
  ask(path: string): Promise<unknown>
  close(): Promise<void>
}

/** Serves the routes of cases on a port of their own, to one subject who is there already. */
export async function openCaseRoutes(parts: Omit<CasesParts, 'audit' | 'random'>, subject: Subject): Promise<CaseRoutes> {
  const app = Fastify()
  app.decorateRequest('subject', { getter: () => subject })
  const nothing = () => {
    throw new Error('nothing is done here, only asked')
  }
  await app.register(cases, { ...parts, audit: nothing as never, random: nothing })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return {
    ask: async (path) => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/cases${path}`)
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    close: () => app.close(),
  }
}
