// The objects of a PDF as text (ISO 32000-1:2008, 7.3): enough to find an entry of a dictionary and where it is written. Pure.
// The file is read as one character a byte, so places in the text are places in the file. Absent: the meaning of anything.

interface Span {
  /** Where the value is written, from its first character to after its last. */
  readonly start: number
  readonly end: number
}

export type PdfValue = Span & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  /** Literal or hexadecimal, still as written. */
  | { readonly kind: 'string' }
  | { readonly kind: 'reference'; readonly number: number; readonly generation: number }
  | { readonly kind: 'array'; readonly items: readonly PdfValue[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PdfValue> }
  /** true, false, null. */
  | { readonly kind: 'word'; readonly word: string }
)

export type PdfDictionary = Extract<PdfValue, { kind: 'dictionary' }>

const MAX_DEPTH = 64
const SPACES = '\0\t\n\f\r '
const DELIMITERS = '()<>[]{}/%'

export function skipSpace(text: string, at: number): number {
  for (;;) {
    while (at < text.length && SPACES.includes(text[at]!)) at++
    if (text[at] !== '%') return at
    while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
  }
}

/** The value written at or after this place, or undefined when there is none. */
export function readValue(text: string, from: number, depth = 0): PdfValue | undefined {
  const start = skipSpace(text, from)
  if (depth > MAX_DEPTH) return undefined
  const first = text[start]
  if (first === '/') return readName(text, start)
  if (first === '(') return readLiteralString(text, start)
  if (first === '[') return readArray(text, start, depth)
  if (first === '<') return text[start + 1] === '<' ? readDictionary(text, start, depth) : readHexString(text, start)
  return readNumberOrWord(text, start)
}

/** The characters of a token from here to the next space or delimiter. */
function tokenEnd(text: string, at: number): number {
  while (at < text.length && !SPACES.includes(text[at]!) && !DELIMITERS.includes(text[at]!)) at++
  return at
}

function readName(text: string, start: number): PdfValue {
  const end = tokenEnd(text, start + 1)
  const unescape = (_: string, code: string): string => String.fromCharCode(Number.parseInt(code, 16))
  const name = text.slice(start + 1, end).replaceAll(/#([0-9A-Fa-f]{2})/g, unescape)
  return { kind: 'name', name, start, end }
}

function readLiteralString(text: string, start: number): PdfValue | undefined {
  let open = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === '(') open++
    else if (char === ')' && --open === 0) return { kind: 'string', start, end: at + 1 }
  }
  return undefined
}

function readHexString(text: string, start: number): PdfValue | undefined {
  const end = text.indexOf('>', start)
  return end < 0 ? undefined : { kind: 'string', start, end: end + 1 }
}

function readArray(text: string, start: number, depth: number): PdfValue | undefined {
  const items: PdfValue[] = []
  let at = skipSpace(text, start + 1)
  while (text[at] !== ']') {
    const item = readValue(text, at, depth + 1)
    if (item === undefined) return undefined
    items.push(item)
    at = skipSpace(text, item.end)
  }
  return { kind: 'array', items, start, end: at + 1 }
}

function readDictionary(text: string, start: number, depth: number): PdfDictionary | undefined {
  const entries = new Map<string, PdfValue>()
  let at = skipSpace(text, start + 2)
  while (!text.startsWith('>>', at)) {
    const key = readValue(text, at, depth + 1)
    if (key?.kind !== 'name') return undefined
    const value = readValue(text, key.end, depth + 1)
    // A key written twice would let two readers see two documents.
    if (value === undefined || entries.has(key.name)) return undefined
    entries.set(key.name, value)
    at = skipSpace(text, value.end)
  }
  return { kind: 'dictionary', entries, start, end: at + 2 }
}

function readNumberOrWord(text: string, start: number): PdfValue | undefined {
  const end = tokenEnd(text, start)
  const token = text.slice(start, end)
  if (token === 'true' || token === 'false' || token === 'null') return { kind: 'word', word: token, start, end }
  if (token.length > 32 || !/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(token)) return undefined
  return readReference(text, start, token) ?? { kind: 'number', value: Number(token), start, end }
}

function readReference(text: string, start: number, token: string): PdfValue | undefined {
  if (!isDigits(token)) return undefined
  const second = skipSpace(text, start + token.length)
  const secondEnd = tokenEnd(text, second)
  const generation = text.slice(second, secondEnd)
  const letter = skipSpace(text, secondEnd)
  if (!isDigits(generation) || text[letter] !== 'R' || tokenEnd(text, letter) !== letter + 1) return undefined
  return { kind: 'reference', number: Number(token), generation: Number(generation), start, end: letter + 1 }
}

function isDigits(text: string): boolean {
  return text.length > 0 && text.length <= 10 && /^[0-9]+$/.test(text)
}

export interface PdfObject {
  readonly number: number
  readonly generation: number
  readonly value: PdfValue
  /** Where the bytes of a stream begin. */
  readonly streamAt: number | undefined
}

/** `<number> <generation> obj` and its value, at exactly this place of a file. */
export function readIndirect(text: string, at: number): PdfObject | undefined {
  const number = readValue(text, at)
  const generation = number?.kind === 'number' ? readValue(text, number.end) : undefined
  if (number?.kind !== 'number' || generation?.kind !== 'number') return undefined
  const keyword = skipSpace(text, generation.end)
  if (!text.startsWith('obj', keyword)) return undefined
  const value = readValue(text, keyword + 3)
  if (value === undefined) return undefined
  const after = skipSpace(text, value.end)
  let streamAt: number | undefined
  if (value.kind === 'dictionary' && text.startsWith('stream', after)) {
    streamAt = after + 6 + (text.startsWith('\r\n', after + 6) ? 2 : 1)
  }
  return { number: number.value, generation: generation.value, value, streamAt }
}

export function numberIn(dictionary: PdfDictionary, key: string): number | undefined {
  const value = dictionary.entries.get(key)
  return value?.kind === 'number' ? value.value : undefined
}

export function nameIn(dictionary: PdfDictionary, key: string): string | undefined {
  const value = dictionary.entries.get(key)
  return value?.kind === 'name' ? value.name : undefined
}
