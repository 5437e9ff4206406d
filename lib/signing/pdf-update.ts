// Appending to a PDF (ISO 32000-1:2008, 7.5.6): new and changed objects and a cross-reference section of the kind the file has.
// What was there stays, byte for byte. Node only (node:crypto, for /ID). Absent: changing or removing what is there.
import { createHash } from 'node:crypto'
import type { PdfFile } from './pdf-file.ts'
import type { PdfDictionary } from './pdf-syntax.ts'

export interface NewObject {
  readonly number: number
  readonly generation: number
  /** Everything between `obj` and `endobj`. */
  readonly body: string
}

/** The file with the objects appended, as one character a byte. */
export function appendUpdate(file: PdfFile, objects: readonly NewObject[]): string {
  let text = file.text.endsWith('\n') ? file.text : `${file.text}\n`
  const offsets = new Map<number, { offset: number; generation: number }>()
  for (const { number, generation, body } of objects) {
    offsets.set(number, { offset: text.length, generation })
    text += `${number} ${generation} obj\n${body}\nendobj\n`
  }
  const start = text.length
  const size = Math.max(file.size, ...objects.map(({ number }) => number + 1))
  if (file.sectionKind === 'table') text += `${table(offsets)}trailer\n<< /Size ${size}${kept(file)} >>\n`
  else {
    offsets.set(size, { offset: start, generation: 0 })
    text += `${size} 0 obj\n${xrefStream(file, offsets, size + 1)}\nendobj\n`
  }
  return `${text}startxref\n${start}\n%%EOF\n`
}

/** What a trailer takes over from the one before, with a new second half of /ID: the file is another one now. */
function kept(file: PdfFile): string {
  const raw = (trailer: PdfDictionary, key: string): string => {
    const value = trailer.entries.get(key)
    return value === undefined ? '' : ` /${key} ${file.text.slice(value.start, value.end)}`
  }
  const id = file.trailer.entries.get('ID')
  const first = id?.kind === 'array' && id.items.length === 2 ? id.items[0] : undefined
  const now = createHash('sha256').update(file.text, 'latin1').digest('hex').slice(0, 32)
  const newId = first === undefined ? `<${now}> <${now}>` : `${file.text.slice(first.start, first.end)} <${now}>`
  return `${raw(file.trailer, 'Root')}${raw(file.trailer, 'Info')} /ID [${newId}] /Prev ${file.lastSection}`
}

/** Runs of consecutive numbers, in their order. */
function runs(numbers: readonly number[]): number[][] {
  const found: number[][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last?.at(-1) === number - 1) last.push(number)
    else found.push([number])
  }
  return found
}

type Offsets = ReadonlyMap<number, { readonly offset: number; readonly generation: number }>

function table(offsets: Offsets): string {
  let text = 'xref\n'
  for (const run of runs([...offsets.keys()])) {
    text += `${run[0]} ${run.length}\n`
    for (const number of run) {
      const { offset, generation } = offsets.get(number)!
      text += `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n\r\n`
    }
  }
  return text
}

function xrefStream(file: PdfFile, offsets: Offsets, size: number): string {
  const found = runs([...offsets.keys()])
  const data = found.flat().map((number) => {
    const { offset, generation } = offsets.get(number)!
    const bytes = [offset >>> 24, (offset >>> 16) & 255, (offset >>> 8) & 255, offset & 255, generation >> 8, generation & 255]
    return String.fromCharCode(1, ...bytes)
  }).join('')
  const index = found.map((run) => `${run[0]} ${run.length}`).join(' ')
  return `<< /Type /XRef /Size ${size} /W [1 4 2] /Index [${index}]${kept(file)} /Length ${data.length} >>\nstream\n${data}\nendstream`
}

/** A dictionary's text with one entry set, whatever it was before. */
export function withEntry(source: string, dictionary: PdfDictionary, key: string, value: string): string {
  const before = dictionary.entries.get(key)
  if (before !== undefined) return source.slice(dictionary.start, before.start) + value + source.slice(before.end, dictionary.end)
  return `${source.slice(dictionary.start, dictionary.end - 2).trimEnd()}\n/${key} ${value}\n>>`
}
