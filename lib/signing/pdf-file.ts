// A PDF file's cross-references (ISO 32000-1:2008, 7.5): tables, streams and both at once, through all its updates; and the
// objects they lead to, also inside object streams. Node only (node:zlib). Bounded in every loop: files come from outside.
// Absent: repairing damaged files, encryption, filters other than FlateDecode.
import { inflateSync } from 'node:zlib'
import { nameIn, numberIn, readIndirect, readValue, skipSpace } from './pdf-syntax.ts'
import type { PdfDictionary, PdfObject, PdfValue } from './pdf-syntax.ts'

const MAX_SECTIONS = 64
const MAX_OBJECTS = 500_000
const MAX_INFLATED = 64 * 1024 * 1024

type Place =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number }

export interface PdfFile {
  /** One character a byte. */
  readonly text: string
  readonly places: ReadonlyMap<number, Place>
  /** The newest trailer, or the dictionary of the newest cross-reference stream. */
  readonly trailer: PdfDictionary
  readonly lastSection: number
  readonly sectionKind: 'table' | 'stream'
  /** One more than the greatest object number. */
  readonly size: number
  readonly reading: Reading
}

interface ObjectStream {
  readonly text: string
  /** Where the first object is; before it stand numbers and places in pairs. */
  readonly first: number
}

/** What reading has cost so far: each object stream is inflated once, and all together stay below a limit. */
interface Reading {
  readonly packed: Map<number, ObjectStream>
  inflatable: number
  /** How many more cross-reference entries are read. */
  entries: number
}

export type OpenedPdf =
  | { readonly ok: true; readonly file: PdfFile }
  | { readonly ok: false; readonly reason: 'not-a-pdf' | 'malformed' | 'encrypted' }

export function openPdf(bytes: Uint8Array): OpenedPdf {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!text.startsWith('%PDF-')) return { ok: false, reason: 'not-a-pdf' }
  const marker = text.lastIndexOf('startxref')
  const start = marker < 0 ? undefined : readValue(text, marker + 9)
  if (start?.kind !== 'number') return { ok: false, reason: 'malformed' }

  const places = new Map<number, Place>()
  const reading: Reading = { packed: new Map(), inflatable: MAX_INFLATED, entries: MAX_OBJECTS }
  const newest = readSection(text, start.value, reading)
  const seen = new Set<number>([start.value])
  for (let section = newest; ;) {
    if (section === undefined || seen.size > MAX_SECTIONS) return { ok: false, reason: 'malformed' }
    // The newest word about an object counts, also the word that it is free.
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place)
    const older = numberIn(section.trailer, 'Prev')
    if (older === undefined || seen.has(older)) break
    seen.add(older)
    section = readSection(text, older, reading)
  }
  if (newest === undefined) return { ok: false, reason: 'malformed' }
  const { trailer, kind } = newest
  if (trailer.entries.has('Encrypt')) return { ok: false, reason: 'encrypted' }
  const size = numberIn(trailer, 'Size')
  if (size === undefined || !Number.isInteger(size) || size < 1 || size > MAX_OBJECTS) return { ok: false, reason: 'malformed' }
  return { ok: true, file: { text, places, trailer, lastSection: start.value, sectionKind: kind, size, reading } }
}

interface Section {
  readonly kind: 'table' | 'stream'
  readonly trailer: PdfDictionary
  readonly places: Map<number, Place>
}

function readSection(text: string, offset: number, reading: Reading): Section | undefined {
  const at = Number.isInteger(offset) && offset > 0 && offset < text.length ? skipSpace(text, offset) : undefined
  if (at === undefined) return undefined
  if (!text.startsWith('xref', at)) return readXrefStream(text, at, reading)
  const table = readTable(text, at + 4, reading)
  const hybrid = table === undefined ? undefined : numberIn(table.trailer, 'XRefStm')
  if (table === undefined || hybrid === undefined) return table
  // In a hybrid file the table says "free" for what its stream places.
  const stream = hybrid > 0 && hybrid < text.length ? readXrefStream(text, hybrid, reading) : undefined
  if (stream === undefined) return undefined
  for (const [number, place] of stream.places) {
    if ((table.places.get(number)?.kind ?? 'free') === 'free') table.places.set(number, place)
  }
  return table
}

function readTable(text: string, from: number, reading: Reading): Section | undefined {
  const places = new Map<number, Place>()
  let at = skipSpace(text, from)
  while (!text.startsWith('trailer', at)) {
    const first = readValue(text, at)
    const count = first === undefined ? undefined : readValue(text, first.end)
    if (first?.kind !== 'number' || count?.kind !== 'number' || count.value > MAX_OBJECTS) return undefined
    at = skipSpace(text, count.end)
    for (let i = 0; i < count.value; i++) {
      // Ten digits, a space, five digits, a space, n or f, and two characters of line end.
      const line = text.slice(at, at + 18)
      if (!/^[0-9]{10} [0-9]{5} [nf]$/.test(line) || --reading.entries < 0) return undefined
      const [offset, generation] = [Number(line.slice(0, 10)), Number(line.slice(11, 16))]
      places.set(first.value + i, line[17] === 'n' ? { kind: 'offset', offset, generation } : { kind: 'free' })
      at = skipSpace(text, at + 18)
    }
  }
  const trailer = readValue(text, at + 7)
  return trailer?.kind === 'dictionary' ? { kind: 'table', trailer, places } : undefined
}

function readXrefStream(text: string, at: number, reading: Reading): Section | undefined {
  const places = new Map<number, Place>()
  const object = readIndirect(text, at)
  if (object?.value.kind !== 'dictionary' || nameIn(object.value, 'Type') !== 'XRef') return undefined
  const data = streamBytes(text, object, reading, () => undefined)
  const trailer = object.value
  const widths = numbersIn(trailer.entries.get('W'))
  const size = numberIn(trailer, 'Size')
  if (data === undefined || widths?.length !== 3 || widths.some((width) => width < 0 || width > 8) || size === undefined) return undefined
  const index = trailer.entries.has('Index') ? numbersIn(trailer.entries.get('Index')) : [0, size]
  if (index === undefined || index.length % 2 !== 0) return undefined
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths
  const row = typeWidth + secondWidth + thirdWidth
  let offset = 0
  for (let i = 0; i < index.length; i += 2) {
    for (let n = 0; n < index[i + 1]!; n++, offset += row) {
      if (row === 0 || offset + row > data.length || --reading.entries < 0) return undefined
      const type = typeWidth === 0 ? 1 : unsigned(data, offset, typeWidth)
      const second = unsigned(data, offset + typeWidth, secondWidth)
      const third = unsigned(data, offset + typeWidth + secondWidth, thirdWidth)
      const place: Place = type === 1 ? { kind: 'offset', offset: second, generation: third }
        : type === 2 ? { kind: 'packed', stream: second, index: third } : { kind: 'free' }
      places.set(index[i]! + n, place)
    }
  }
  return { kind: 'stream', trailer, places }
}

function unsigned(data: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let i = 0; i < width; i++) value = value * 256 + data[at + i]!
  return value
}

function numbersIn(value: PdfValue | undefined): number[] | undefined {
  if (value?.kind !== 'array') return undefined
  const numbers = value.items.flatMap((item) => (item.kind === 'number' && Number.isInteger(item.value) ? [item.value] : []))
  return numbers.length === value.items.length ? numbers : undefined
}

/** The bytes of a stream, inflated and with its predictor undone; undefined for filters we do not read. */
function streamBytes(
  text: string, object: PdfObject, reading: Reading, lengthOf: (value: PdfValue) => number | undefined,
): Uint8Array | undefined {
  if (object.value.kind !== 'dictionary' || object.streamAt === undefined) return undefined
  const lengthValue = object.value.entries.get('Length')
  const length = lengthValue?.kind === 'number' ? lengthValue.value : lengthValue === undefined ? undefined : lengthOf(lengthValue)
  if (length === undefined || length < 0 || object.streamAt + length > text.length) return undefined
  const raw = Buffer.from(text.slice(object.streamAt, object.streamAt + length), 'latin1')
  const filter = object.value.entries.get('Filter')
  if (filter === undefined) return raw
  const only = filter.kind === 'array' && filter.items.length === 1 ? filter.items[0] : filter
  if (only?.kind !== 'name' || only.name !== 'FlateDecode') return undefined
  let inflated: Buffer
  try {
    inflated = inflateSync(raw, { maxOutputLength: Math.max(1, reading.inflatable) })
  } catch {
    return undefined
  }
  reading.inflatable -= inflated.length
  const parameters = object.value.entries.get('DecodeParms')
  const first = parameters?.kind === 'array' ? parameters.items[0] : parameters
  if (first?.kind !== 'dictionary') return inflated
  return undoPredictor(inflated, numberIn(first, 'Predictor') ?? 1, numberIn(first, 'Columns') ?? 1)
}

/** PNG predictors on one-byte samples (ISO 32000-1:2008, 7.4.4.4), as cross-reference streams use them. */
function undoPredictor(data: Uint8Array, predictor: number, columns: number): Uint8Array | undefined {
  if (predictor === 1) return data
  if (predictor < 10 || !Number.isInteger(columns) || columns < 1 || columns > 1000 || data.length % (columns + 1) !== 0) return undefined
  const rows = data.length / (columns + 1)
  const plain = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const method = data[row * (columns + 1)]!
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const left = column > 0 ? plain[at - 1]! : 0
      const up = row > 0 ? plain[at - columns]! : 0
      const corner = column > 0 && row > 0 ? plain[at - columns - 1]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][method]
      if (guess === undefined) return undefined
      plain[at] = data[row * (columns + 1) + 1 + column]! + guess
    }
  }
  return plain
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

export interface FoundObject {
  readonly value: PdfValue
  /** The text in which the value's places count: the file, or an object stream's content. */
  readonly source: string
  readonly generation: number
}

/** An object by its number, or undefined when it is free, missing or not where it should be. */
export function findObject(file: PdfFile, number: number): FoundObject | undefined {
  const place = file.places.get(number)
  if (place === undefined || place.kind === 'free') return undefined
  if (place.kind === 'packed') return findPacked(file, number, place.stream, place.index)
  const object = readIndirect(file.text, place.offset)
  if (object?.number !== number || object.generation !== place.generation) return undefined
  return { value: object.value, source: file.text, generation: object.generation }
}

function findPacked(file: PdfFile, number: number, stream: number, index: number): FoundObject | undefined {
  const content = file.reading.packed.get(stream) ?? unpack(file, stream)
  if (content === undefined) return undefined
  file.reading.packed.set(stream, content)
  const { text: source, first } = content
  let at = 0
  for (let i = 0; i <= index; i++) {
    const own = readValue(source, at)
    const offset = own === undefined ? undefined : readValue(source, own.end)
    if (own?.kind !== 'number' || offset?.kind !== 'number') return undefined
    if (i === index && own.value === number) {
      const value = readValue(source, first + offset.value)
      return value === undefined ? undefined : { value, source, generation: 0 }
    }
    at = offset.end
  }
  return undefined
}

function unpack(file: PdfFile, stream: number): ObjectStream | undefined {
  const place = file.places.get(stream)
  const object = place?.kind === 'offset' ? readIndirect(file.text, place.offset) : undefined
  if (object?.value.kind !== 'dictionary' || object.number !== stream || nameIn(object.value, 'Type') !== 'ObjStm') return undefined
  const bytes = streamBytes(file.text, object, file.reading, (value) => {
    const target = value.kind === 'reference' ? file.places.get(value.number) : undefined
    const length = target?.kind === 'offset' ? readIndirect(file.text, target.offset)?.value : undefined
    return length?.kind === 'number' ? length.value : undefined
  })
  const first = numberIn(object.value, 'First')
  return bytes === undefined || first === undefined ? undefined : { text: Buffer.from(bytes).toString('latin1'), first }
}

/** The object a value stands for: itself, or what its reference leads to. */
export function resolve(file: PdfFile, value: PdfValue | undefined, source: string): FoundObject | undefined {
  if (value === undefined) return undefined
  return value.kind === 'reference' ? findObject(file, value.number) : { value, source, generation: 0 }
}

export interface FoundPage {
  readonly number: number
  readonly object: FoundObject
}

/** The reference of the n-th page, counted from 0, in the order of the page tree. */
export function findPage(file: PdfFile, catalog: PdfDictionary, wanted: number): FoundPage | undefined {
  const root = catalog.entries.get('Pages')
  const pending = root?.kind === 'reference' ? [root.number] : []
  const seen = new Set<number>()
  let pages = 0
  while (pending.length > 0) {
    const number = pending.pop()!
    if (seen.has(number) || seen.size > MAX_OBJECTS) return undefined
    seen.add(number)
    const object = findObject(file, number)
    if (object?.value.kind !== 'dictionary') return undefined
    const kids = resolve(file, object.value.entries.get('Kids'), object.source)
    if (kids === undefined) {
      if (pages === wanted) return { number, object }
      pages++
    } else if (kids.value.kind === 'array') {
      for (const kid of kids.value.items.toReversed()) if (kid.kind === 'reference') pending.push(kid.number)
    }
  }
  return undefined
}
