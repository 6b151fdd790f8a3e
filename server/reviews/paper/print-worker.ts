import { parentPort, workerData } from 'node:worker_threads'
import type { Printing } from './print-review.ts'
import { reviewPdf } from './review-pdf.ts'

const { review, parts } = workerData as Printing
parentPort?.postMessage(await reviewPdf(review, parts))
