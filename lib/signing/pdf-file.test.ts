import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { findObject, findPage, openPdf } from './pdf-file.ts'
import { readValue } from './pdf-syntax.ts'
import { appendUpdate } from './pdf-update.ts'

const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'latin1'))

/** The rows of a cross-reference stream after PNG's "up" filter, as most writers make them. */
function filteredUp(rows: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(rows.flatMap((row, i) => [2, ...row.map((byte, k) => byte - (rows[i - 1]?.[k] ?? 0))]))
}

/** A file of 1.5 and later: catalog, pages and page in an object stream, places in a cross-reference stream. */
function packedPdf(packing: 'plain' | 'deflated' | 'predicted'): Uint8Array<ArrayBuffer> {
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Kids [3 0 R] /Count 1 >>', page]
  let at = 0
  const numbers = objects.map((body, i) => {
    const pair = `${i + 1} ${at}`
    at += body.length + 1
    return pair
  }).join(' ')
  const content = `${numbers} ${objects.join(' ')}`
  const pack = (data: Uint8Array): { bytes: string; filter: string } => (packing === 'plain'
    ? { bytes: Buffer.from(data).toString('latin1'), filter: '' }
    : { bytes: deflateSync(data).toString('latin1'), filter: ' /Filter /FlateDecode' })
  const stream = pack(latin1(content))
  let text = '%PDF-1.7\n'
  const streamAt = text.length
  text += `4 0 obj\n<< /Type /ObjStm /N 3 /First ${numbers.length + 1} /Length 6 0 R${stream.filter} >>\n`
  text += `stream\n${stream.bytes}\nendstream\nendobj\n`
  const lengthAt = text.length
  text += `6 0 obj\n${stream.bytes.length}\nendobj\n`
  const start = text.length
  const placeOf = (offset: number): number[] => [1, offset >> 8, offset & 255, 0]
  const rows = [[0, 0, 0, 0], [2, 0, 4, 0], [2, 0, 4, 1], [2, 0, 4, 2], placeOf(streamAt), placeOf(start), placeOf(lengthAt)]
  const xref = pack(packing === 'predicted' ? filteredUp(rows) : Uint8Array.from(rows.flat()))
  const parameters = packing === 'predicted' ? ' /DecodeParms << /Predictor 12 /Columns 4 >>' : ''
  text += `5 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Length ${xref.bytes.length}${xref.filter}${parameters} >>\n`
  return latin1(`${text}stream\n${xref.bytes}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`)
}

test('objects are found in object streams through cross-reference streams, packed in any of the usual ways', () => {
  for (const packing of ['plain', 'deflated', 'predicted'] as const) {
    const opened = openPdf(packedPdf(packing))
    assert.ok(opened.ok, packing)
    assert.equal(opened.file.sectionKind, 'stream')
    const catalog = findObject(opened.file, 1)
    assert.ok(catalog?.value.kind === 'dictionary', packing)
    assert.equal(findPage(opened.file, catalog.value, 0)?.number, 3)
    assert.equal(findPage(opened.file, catalog.value, 1), undefined)
    assert.equal(findObject(opened.file, 0), undefined)
    assert.equal(findObject(opened.file, 7), undefined)
  }
})

test('an update is of the kind of the file, and replaces what it names', () => {
  const opened = openPdf(packedPdf('predicted'))
  assert.ok(opened.ok)
  const body = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 7 7] >>'
  const updated = latin1(appendUpdate(opened.file, [{ number: 3, generation: 0, body }, { number: 7, generation: 0, body: '(new)' }]))
  const again = openPdf(updated)
  assert.ok(again.ok)
  assert.equal(again.file.sectionKind, 'stream')
  assert.equal(again.file.size, 9)
  const page = findObject(again.file, 3)
  assert.equal(page?.source.slice(page.value.start, page.value.end), body)
  assert.equal(findObject(again.file, 7)?.value.kind, 'string')
  assert.equal(findObject(again.file, 1)?.value.kind, 'dictionary', 'what was not named stays')
})

test('a hybrid file is read through its table and its stream', () => {
  const packed = Buffer.from(packedPdf('plain')).toString('latin1')
  const streamStart = /startxref\n(\d+)\n%%EOF\n$/.exec(packed)?.[1]
  const table = 'xref\n0 4\n0000000000 65535 f\r\n0000000000 00000 f\r\n0000000000 00000 f\r\n0000000000 00000 f\r\n'
  const hybrid = `${packed}${table}trailer\n<< /Size 7 /Root 1 0 R /XRefStm ${streamStart} >>\nstartxref\n${packed.length}\n%%EOF\n`
  const opened = openPdf(latin1(hybrid))
  assert.ok(opened.ok)
  assert.equal(opened.file.sectionKind, 'table')
  assert.equal(findObject(opened.file, 1)?.value.kind, 'dictionary')
})

test('what a newer section frees does not come back from an older one', () => {
  const packed = Buffer.from(packedPdf('plain')).toString('latin1')
  const streamStart = /startxref\n(\d+)\n%%EOF\n$/.exec(packed)?.[1]
  const table = 'xref\n3 1\n0000000000 00001 f\r\n'
  const freed = `${packed}${table}trailer\n<< /Size 7 /Root 1 0 R /Prev ${streamStart} >>\nstartxref\n${packed.length}\n%%EOF\n`
  const opened = openPdf(latin1(freed))
  assert.ok(opened.ok)
  assert.equal(findObject(opened.file, 3), undefined)
  assert.equal(findObject(opened.file, 1)?.value.kind, 'dictionary')
})

test('no cut and no changed byte makes the reader throw', () => {
  const whole = packedPdf('predicted')
  const walk = (bytes: Uint8Array): void => {
    const opened = openPdf(bytes)
    if (!opened.ok) return
    for (let number = 0; number < 8; number++) findObject(opened.file, number)
    const catalog = findObject(opened.file, 1)
    if (catalog?.value.kind === 'dictionary') findPage(opened.file, catalog.value, 0)
  }
  for (let at = 0; at < whole.length; at++) {
    walk(whole.subarray(0, at))
    for (const mask of [1, 0x10, 0xff]) {
      const damaged = whole.slice()
      damaged[at] = damaged[at]! ^ mask
      walk(damaged)
    }
  }
  assert.equal(openPdf(whole).ok, true)
})

test('a stream that inflates without end and a table without end are refused', () => {
  const bomb = deflateSync(new Uint8Array(65 * 1024 * 1024), { level: 1 })
  const head = '%PDF-1.7\n5 0 obj\n'
  const xref = (data: Buffer, dictionary: string): Uint8Array => latin1(
    `${head}<< /Type /XRef /Root 1 0 R /Length ${data.length} /Filter /FlateDecode ${dictionary} >>\nstream\n${data.toString('latin1')}`
    + '\nendstream\nendobj\nstartxref\n9\n%%EOF\n',
  )
  assert.deepEqual(openPdf(xref(bomb, '/Size 7 /W [1 2 1]')), { ok: false, reason: 'malformed' })
  const long = deflateSync(new Uint8Array(600_000))
  assert.deepEqual(openPdf(xref(long, '/Size 600000 /W [0 1 0]')), { ok: false, reason: 'malformed' })
  assert.equal(openPdf(xref(deflateSync(new Uint8Array(600)), '/Size 600 /W [0 1 0]')).ok, true, 'the same of a usual size')
})

test('values are read to their end and no further', () => {
  const rows: [string, string, string][] = [
    ['12 0 R x', 'reference', '12 0 R'],
    ['12 0 Rx', 'number', '12'],
    ['-.5]', 'number', '-.5'],
    ['(a(b\\)c)d)e', 'string', '(a(b\\)c)d)'],
    ['<48 65> ', 'string', '<48 65>'],
    ['/A#42c/D', 'name', '/A#42c'],
    ['[1 [2] <</A/B>> null]x', 'array', '[1 [2] <</A/B>> null]'],
    ['% note\n true ', 'word', 'true'],
  ]
  for (const [text, kind, written] of rows) {
    const value = readValue(text, 0)
    assert.equal(value?.kind, kind, text)
    assert.equal(text.slice(value.start, value.end), written)
  }
  for (const text of ['', ']', '(open', '<open', '[1', '<</A>>', '<</A 1/A 2>>', '<<1 2>>', 'word', '1.2.3', '--1', `${'['.repeat(70)}`]) {
    assert.equal(readValue(text, 0), undefined, text)
  }
})
