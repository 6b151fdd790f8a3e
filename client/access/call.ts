import { DRILL_HEADER } from '#contract/drill-mark.ts'
import type { Problem } from '#contract/problem.ts'
import { meetOtherCity, pageDrill } from '../page-drill.ts'

/** The server refused a call, or could not be reached (`code` is then `unreachable`). */
export class CallRefused extends Error {
  readonly code: string
  readonly status: number
  /** What the server says besides the code; undefined when nothing of it can be read. */
  readonly problem: Problem | undefined
  constructor(code: string, status: number, problem?: Problem) {
    super(code)
    this.name = 'CallRefused'
    this.code = code
    this.status = status
    this.problem = problem
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** An answer of the server: what it holds, and when the server gave it by its own clock (epoch ms, whole seconds). */
export interface Answered<Body> {
  readonly body: Body
  readonly at: number
}

/**
 * Calls the server as this browser's session. Rejects with CallRefused, whose code has a sentence in every language.
 * What is sent travels in the body, never in the address, and nothing of it is kept here: JSON, or a file as it is.
 */
export async function call<Body = void>(method: Method, path: string, sent?: unknown): Promise<Body> {
  return (await callDated<Body>(method, path, sent)).body
}

/** As `call`, with the time of the server beside it: for what ends at a moment the server named. */
export async function callDated<Body>(method: Method, path: string, sent?: unknown): Promise<Answered<Body>> {
  const answer = await fetch(path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { accept: 'application/json', ...(sent !== undefined && { 'content-type': typeOf(sent) }) },
    ...(sent !== undefined && { body: sent instanceof Blob ? sent : JSON.stringify(sent) }),
  }).catch((fault: unknown) => {
    throw Object.assign(new CallRefused('unreachable', 0), { cause: fault })
  })
  if (isOfOtherCity(answer)) throw new CallRefused('live/other-city', 409)
  if (!answer.ok) throw await refusalOf(answer)
  const at = Date.parse(answer.headers.get('date') ?? '') || Date.now()
  const isEmpty = answer.status === 204 || answer.headers.get('content-length') === '0'
  return { body: (isEmpty ? undefined : await answer.json()) as Body, at }
}

function typeOf(sent: unknown): string {
  return sent instanceof Blob ? sent.type : 'application/json'
}

/** True for an answer of another city than the one this page belongs to; nothing of it is read, and the page goes. */
function isOfOtherCity({ headers }: Response): boolean {
  const isOther = (headers.get(DRILL_HEADER) ?? '') !== pageDrill()
  if (isOther) meetOtherCity()
  return isOther
}

async function refusalOf(answer: Response): Promise<CallRefused> {
  const problem = (await answer.json().catch(() => undefined)) as Problem | undefined
  return new CallRefused(problem?.code ?? `http/${answer.status}`, answer.status, problem)
}
