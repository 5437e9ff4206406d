// The tree over the raw readings of one job: a certificate's `data-root` commits to every reading, and one reading can be shown
// with its proof without showing the others. Pure. Absent: what a reading's line says; the record of the measurement decides.
// It proves that readings were not changed after they were logged, not that they were true.
import { checkInclusion, inclusionProof, leafHash, memoryReader, rootOfLeafHashes } from '@duheng/tlog/merkle.ts'
import { hasControl, hex, utf8 } from '@duheng/tlog/text.ts'

const MAX_LINE_LENGTH = 4096

/** The RFC 6962 (2013) root over reading lines, in hexadecimal. The order of the readings counts. */
export function dataRoot(readings: readonly string[]): string {
  return hex(rootOfLeafHashes(readings.map(readingHash)))
}

function readingHash(line: string): Uint8Array {
  if (!isReading(line)) throw new RangeError('a reading is one line of NFC text without control characters')
  return leafHash(utf8(line))
}

/** One line of text: what cannot be told apart in print must not differ in the hash, so NFC and no control characters. */
function isReading(line: string): boolean {
  return line.length <= MAX_LINE_LENGTH && line.isWellFormed() && !hasControl(line) && line.normalize('NFC') === line
}

export function readingProof(readings: readonly string[], index: number): Uint8Array[] {
  return inclusionProof(memoryReader(readings.map(readingHash)), index, readings.length)
}

export interface ReadingClaim {
  readonly reading: string
  readonly index: number
  /** How many readings the job has. */
  readonly count: number
  readonly dataRoot: string
  readonly proof: readonly Uint8Array[]
}

export function checkReading(claim: ReadingClaim): boolean {
  if (!/^[0-9a-f]{64}$/.test(claim.dataRoot) || !isReading(claim.reading)) return false
  const root = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(claim.dataRoot.slice(2 * i, 2 * i + 2), 16))
  const { index, count, proof } = claim
  return checkInclusion({ leafHash: readingHash(claim.reading), index, size: count, root, proof }).ok
}
