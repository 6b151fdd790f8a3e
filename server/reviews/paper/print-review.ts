import { Worker } from 'node:worker_threads'
import type { AfterAction } from '#contract/after-action.ts'
import type { PdfParts } from './review-pdf.ts'

/** What the worker is handed. */
export interface Printing {
  readonly review: AfterAction
  readonly parts: PdfParts
}

/**
 * Prints a report in a thread of its own: setting a hundred pages takes seconds, in which the server goes on telling screens what
 * is true. Rejects with the fault of the thread.
 */
export function printReview(review: AfterAction, parts: PdfParts): Promise<Buffer> {
  const printing: Printing = { review, parts }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./print-worker.ts', import.meta.url), { workerData: printing })
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread that prints ended without a page')))
  })
}
