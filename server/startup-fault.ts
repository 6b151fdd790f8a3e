/**
 * Something outside the program keeps it from starting: a bad value, a port in use, a full disk, a closed folder.
 * `message` is one sentence that names it and the remedy; it is shown as it is, without a stack.
 */
export class StartupFault extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'StartupFault'
  }
}
