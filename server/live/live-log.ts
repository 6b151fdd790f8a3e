/** Where faults of our own are written; a pino logger fits. */
export interface LiveLog {
  error(fields: object, message: string): void
}
