/**
 * Rows in one piece of what is sent: the database reads one while the next is written. The first is small, so that it can begin;
 * the largest keep it busy for twenty milliseconds, whatever else the server has to do meanwhile.
 */
const FIRST_PIECE_ROWS = 500
const PIECE_ROWS = 8_000

/** The longest column that is written, with its length before it, and the number of columns before each row. */
const COLUMN_BYTES = 12
const ROW_BYTES = 2

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** The signature, no flags, no extension. */
const HEAD_BYTES = SIGNATURE.length + 8
const TAIL_BYTES = 2
const TWO_TO_32 = 4_294_967_296

/**
 * Rows in the binary format of PostgreSQL's COPY, piece by piece. It costs a fifth of the text form's time, here and there, and
 * a figure keeps every bit.
 *
 * @param columns of the COPY statement
 * @param write writes one row: a call of `CopyPiece` for each column, in the order of the statement
 */
export function* copyRows<Row>(
  columns: number,
  rows: Iterable<Row>,
  write: (piece: CopyPiece, row: Row) => void,
): Generator<Buffer, void, undefined> {
  const piece = new CopyPiece(columns)
  piece.head()
  for (const row of rows) {
    if (piece.isFull()) {
      yield piece.take()
      piece.begin()
    }
    piece.row()
    write(piece, row)
  }
  piece.tail()
  yield piece.take()
}

/** Where one row after another is written; each call writes one column. */
export class CopyPiece {
  readonly #columns: number
  #view: DataView
  #length = 0
  #rows = 0
  #most = FIRST_PIECE_ROWS

  constructor(columns: number) {
    this.#columns = columns
    this.#view = room(columns, this.#most)
  }

  /** True when no further row fits before the piece is taken. */
  isFull(): boolean {
    return this.#rows === this.#most
  }

  head(): void {
    for (const byte of SIGNATURE) this.#view.setUint8(this.#length++, byte)
    // No flags, no extension.
    this.#view.setBigInt64(this.#length, 0n)
    this.#length += 8
  }

  row(): void {
    this.#view.setInt16(this.#length, this.#columns)
    this.#length += ROW_BYTES
    this.#rows += 1
  }

  integer(value: number): this {
    this.#view.setInt32(this.#length, 4)
    this.#view.setInt32(this.#length + 4, value)
    this.#length += 8
    return this
  }

  /** A whole number up to 2⁵³, negative too. */
  bigint(value: number): this {
    this.#view.setInt32(this.#length, 8)
    this.#view.setInt32(this.#length + 4, Math.floor(value / TWO_TO_32))
    this.#view.setUint32(this.#length + 8, value >>> 0)
    this.#length += COLUMN_BYTES
    return this
  }

  double(value: number): this {
    this.#view.setInt32(this.#length, 8)
    this.#view.setFloat64(this.#length + 4, value)
    this.#length += COLUMN_BYTES
    return this
  }

  boolean(value: boolean): this {
    this.#view.setInt32(this.#length, 1)
    this.#view.setUint8(this.#length + 4, value ? 1 : 0)
    this.#length += 5
    return this
  }

  null(): this {
    this.#view.setInt32(this.#length, -1)
    this.#length += 4
    return this
  }

  tail(): void {
    this.#view.setInt16(this.#length, -1)
    this.#length += TAIL_BYTES
  }

  /** What was written. Nothing more may be before `begin`. */
  take(): Buffer {
    return Buffer.from(this.#view.buffer, 0, this.#length)
  }

  /** Begins the next piece, which is larger, elsewhere. */
  begin(): void {
    this.#most = Math.min(PIECE_ROWS, this.#most * 4)
    this.#view = room(this.#columns, this.#most)
    this.#length = 0
    this.#rows = 0
  }
}

function room(columns: number, rows: number): DataView {
  const { buffer, byteLength } = Buffer.allocUnsafeSlow(HEAD_BYTES + rows * (ROW_BYTES + columns * COLUMN_BYTES) + TAIL_BYTES)
  return new DataView(buffer, 0, byteLength)
}
