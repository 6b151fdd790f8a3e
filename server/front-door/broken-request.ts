import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ErrorCode } from '#contract/errors.ts'
import { PROBLEM_MEDIA_TYPE, problemOf } from '../problem.ts'

/**
 * Answers what is no HTTP request, or one whose head is longer than is read: it comes to no route, and so to no handler of
 * errors. The line is closed, since nobody knows where the next request would begin.
 */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(codeOf(error.code))
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function codeOf(code: string | undefined): ErrorCode {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'request/head-too-large'
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request/too-slow'
    default:
      return 'request/invalid'
  }
}
