/** Why a backup could not be written or used, in one sentence for the person who asked. Nothing was changed. */
export class BackupFault extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'BackupFault'
  }
}
