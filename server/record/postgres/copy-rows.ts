/** Bytes a row may take at most before it is checked again: no column here is longer than eight bytes. */
const ROW_SPARE = 512
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
const TWO_TO_32 = 4_294_967_296

/**
 * Rows in the binary format of PostgreSQL's COPY. It costs a fifth of the text form's time, here and there, and a
 * figure keeps every bit. Call `row` once per row, then one writer per column in the order of the COPY statement.
 */
export class CopyRows {
  readonly #columns: number
  #bytes: Buffer
  #length: number

  constructor(columns: number, expectedRows: number) {
    this.#columns = columns
    this.#bytes = Buffer.allocUnsafe(SIGNATURE.length + 8 + expectedRows * (2 + columns * 12) + ROW_SPARE)
    this.#length = SIGNATURE.copy(this.#bytes)
    this.#length = this.#bytes.writeInt32BE(0, this.#length)
    this.#length = this.#bytes.writeInt32BE(0, this.#length)
  }

  /** Begins a row. */
  row(): this {
    if (this.#length + ROW_SPARE > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(this.#bytes.length * 2)
      this.#bytes.copy(grown, 0, 0, this.#length)
      this.#bytes = grown
    }
    this.#length = this.#bytes.writeInt16BE(this.#columns, this.#length)
    return this
  }

  integer(value: number): this {
    this.#length = this.#bytes.writeInt32BE(4, this.#length)
    this.#length = this.#bytes.writeInt32BE(value, this.#length)
    return this
  }

  /** A whole number up to 2⁵³, negative too. */
  bigint(value: number): this {
    this.#length = this.#bytes.writeInt32BE(8, this.#length)
    this.#length = this.#bytes.writeInt32BE(Math.floor(value / TWO_TO_32), this.#length)
    this.#length = this.#bytes.writeUInt32BE(value >>> 0, this.#length)
    return this
  }

  double(value: number): this {
    this.#length = this.#bytes.writeInt32BE(8, this.#length)
    this.#length = this.#bytes.writeDoubleBE(value, this.#length)
    return this
  }

  boolean(value: boolean): this {
    this.#length = this.#bytes.writeInt32BE(1, this.#length)
    this.#length = this.#bytes.writeUInt8(value ? 1 : 0, this.#length)
    return this
  }

  null(): this {
    this.#length = this.#bytes.writeInt32BE(-1, this.#length)
    return this
  }

  /** Everything written, with the trailer. */
  end(): Buffer {
    this.#length = this.#bytes.writeInt16BE(-1, this.#length)
    return this.#bytes.subarray(0, this.#length)
  }
}
