// Certificates as people and tools see them: text, attachment, QR code, pages, and what happens to hostile or impossible input.

import { after, describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleRecords, scaleVerification, thermocoupleCalibration } from '@duheng/dcc/examples.ts'
import { parseCertificateRecord } from '@duheng/dcc/record.ts'
import type { CertificateRecord } from '@duheng/dcc/record.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import { createRenderer } from './renderer.ts'
import { scriptForms } from './script-forms.ts'
import { output, textOfPdf, withFile, without } from './test-tools.ts'

const mark = { url: 'https://verify.example/c/q7RkZ2mXw4TnB8vHc3Ls', shortCode: 'K3P9-7Q2M', domain: 'verify.example' }
const renderer = createRenderer()
after(() => renderer.close())

async function pdfOf(record: CertificateRecord, xml = writeDcc(record)): Promise<Uint8Array> {
  const rendered = await renderer.renderCertificate(record, xml, mark)
  assert.ok(rendered.ok, rendered.ok ? '' : rendered.reason)
  return rendered.pdf
}

describe('a rendered certificate', () => {
  for (const record of exampleRecords) {
    it(`${record.kind}: same record, same bytes; PDF/A-3 marks, OutputIntent, language, source attachment`, async () => {
      const pdf = await pdfOf(record)
      assert.deepEqual(await pdfOf(record), pdf)
      const text = Buffer.from(pdf).toString('latin1')
      assert.match(text, /<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B<\/pdfaid:conformance>/)
      assert.match(text, /\/AFRelationship\s*\/Source/)
      assert.match(text, /\/OutputIntents/)
      assert.match(text, /\/Lang\s*\(zh-CN\)/)
    })

    it(`${record.kind}: qpdf finds nothing wrong`, { skip: without('qpdf') }, async () => {
      withFile(await pdfOf(record), file => assert.match(output('qpdf', '--check', file), /No syntax or stream encoding errors/))
    })

    it(`${record.kind}: pdfdetach gives the very same XML`, { skip: without('pdfdetach') }, async () => {
      const xml = writeDcc(record)
      withFile(await pdfOf(record, xml), (file, folder) => {
        output('pdfdetach', '-save', '1', '-o', join(folder, 'out.xml'), file)
        assert.deepEqual(new Uint8Array(readFileSync(join(folder, 'out.xml'))), xml)
      })
    })

    it(`${record.kind}: a camera reads the QR code from the first page`, { skip: without('pdftoppm', 'zbarimg') }, async () => {
      withFile(await pdfOf(record), (file, folder) => {
        output('pdftoppm', '-r', '150', '-f', '1', '-l', '1', '-png', '-singlefile', file, join(folder, 'page'))
        assert.equal(output('zbarimg', '--quiet', '--raw', join(folder, 'page.png')).trim(), mark.url)
      })
    })

    it(`${record.kind}: each page says which of how many it is, that it is electronic, and whether it is a demo`,
      { skip: without('pdftotext') }, async () => {
        const pages = withFile(await pdfOf(record), file => output('pdftotext', '-raw', file, '-')).split('\f').slice(0, -1)
        assert.ok(pages.length >= 2)
        pages.forEach((page, index) => {
          const text = page.replaceAll(/\s/g, '')
          assert.ok(text.includes(`第${index + 1}页共${pages.length}页`))
          assert.ok(text.includes('电子证书') && text.includes(mark.domain) && text.includes(mark.shortCode))
          assert.equal(text.includes('演示DEMO'), record.demo !== undefined)
        })
      })
  }

  it('prints every value, limit, uncertainty and name of the record', { skip: without('pdftotext') }, async () => {
    for (const record of exampleRecords) {
      const text = textOfPdf(await pdfOf(record))
      const values = record.tables.flatMap(table => table.rows.flatMap(row => row.cells.flatMap(cell =>
        cell.holds === 'value' ? [cell.value.replace('-', '−'), ...cell.uncertainty ? [cell.uncertainty.U] : []] : [])))
      const names = [record.number, record.client.name.zh, record.item.serial, ...Object.values(record.persons), record.conclusion.text.zh]
      for (const expected of [...values, ...names]) assert.ok(text.includes(expected.replaceAll(/\s/g, '')), expected)
    }
  })

  it('keeps a range in a narrow table whole', { skip: without('pdftotext') }, async () => {
    const range = '(419.527~1084.62) ℃'
    const standards = thermocoupleCalibration.standards.map(each => ({ ...each, range }))
    assert.ok(textOfPdf(await pdfOf({ ...thermocoupleCalibration, standards })).includes('(419.527~1084.62)℃'))
  })

  it('sets the small digits the font lacks', { skip: without('pdftotext') }, async () => {
    const range = `x${[...scriptForms.keys()].join('')}y`
    const text = textOfPdf(await pdfOf({ ...scaleVerification, item: { ...scaleVerification.item, range } }))
    assert.ok(text.includes(`x${[...scriptForms.values()].join('')}y`))
  })
})

const injections = [
  '#read("/etc/passwd")', '#import "@preview/x:1.0.0"', '*bold* _it_ `raw`', '$x$ @ref <label>', '\\ #{eval("1")} \\u{41}',
  '= 标题 - 项 // 注 /* */',
]

/** What is no printed text: fixed words, ids, numbers, hashes. */
const fixed = new Set([
  'format', 'kind', 'publicId', 'languages', 'holds', 'id', 'role', 'judged', 'verdict', 'quantity', 'unit', 'value', 'from', 'to',
  'dates', 'proof', 'lower', 'upper', 'U', 'k', 'p', 'creditCode', 'editionSha256', 'certificateSha256', 'validUntil',
])
const short = new Set(['phone', 'postcode', 'symbol', 'edition'])

/** Every printed text of the record replaced by an injection, numbered so that each can be found again; paths say where each stands. */
function injected(example: CertificateRecord): { record: CertificateRecord; texts: Map<string, string> } {
  const texts = new Map<string, string>()
  const replaced = (value: unknown, key: string, path: string): unknown => {
    if (fixed.has(key) || path === '.decisionRule.name') return value
    if (Array.isArray(value)) return value.map((each, index) => replaced(each, '', `${path}.${index}`))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, replaced(each, inner, `${path}.${inner}`)]))
    }
    const text = short.has(key) ? `#(${texts.size})*$` : `${injections[texts.size % injections.length]}${texts.size}`
    texts.set(path, text)
    return text
  }
  const parsed = parseCertificateRecord(replaced(JSON.parse(JSON.stringify(example)), '', ''))
  assert.ok(parsed.ok, parsed.ok ? '' : JSON.stringify(parsed.problems))
  return { record: parsed.record, texts }
}

describe('hostile input', () => {
  it('typst markup in every printed field appears literally', { skip: without('pdftotext') }, async () => {
    for (const example of exampleRecords) {
      const { record, texts } = injected(example)
      assert.ok(texts.size > 40)
      const text = textOfPdf(await pdfOf(record))
      // A Chinese-only certificate prints no English but the demo's wording.
      const printed = [...texts].filter(([path]) => record.languages.length > 1 || !path.endsWith('.en') || path === '.demo.wording.en')
      const missing = printed.filter(([, each]) => !text.includes(each.replaceAll(/\s/g, '')))
      assert.deepEqual(missing, [])
      assert.doesNotMatch(text, /root:x:0/)
    }
  })

  it('names of 120 characters break and stay whole', { skip: without('pdftotext') }, async () => {
    const [latin, han] = ['W'.repeat(120), '衡'.repeat(120)]
    const item = { ...scaleVerification.item, model: latin, serial: 'i'.repeat(120), name: { zh: han, en: latin } }
    const pdf = await pdfOf({ ...scaleVerification, item })
    const text = textOfPdf(pdf)
    for (const expected of [latin, han, item.serial]) assert.ok(text.includes(expected))
    withFile(pdf, file => {
      const words = output('pdftotext', '-bbox', '-f', '1', '-l', '1', file, '-')
      const boxes = [...words.matchAll(/xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>(?:W+|i+|衡+)</g)]
      assert.ok(boxes.length > 3)
      for (const [, from, to] of boxes) assert.ok(Number(from) > 28 && Number(to) < 567, 'inside the frame')
    })
  })

  const impossible: [string, string, RegExp, string | undefined][] = [
    ['a character the font lacks', '张𠮷', /cannot draw 𠮷/, '𠮷'],
    ['a private-use character', 'x\uE123', /private-use/, '\uE123'],
    ['a right-to-left override', 'x\u202Ey', /bidirectional/, '\u202E'],
    ['a control character', 'x\u0007y', /control/, '\u0007'],
  ]
  for (const [name, maker, sentence, character] of impossible) {
    it(`refuses ${name}, naming it`, async () => {
      const record = { ...thermocoupleCalibration, item: { ...thermocoupleCalibration.item, maker: { zh: maker, en: 'x' } } }
      const rendered = await renderer.renderCertificate(record, writeDcc(thermocoupleCalibration), mark)
      assert.ok(!rendered.ok)
      assert.match(rendered.reason, sentence)
      assert.equal(rendered.character, character)
    })
  }

  it('draws rare characters of names', { skip: without('pdftotext') }, async () => {
    const persons = { ...thermocoupleCalibration.persons, approvedBy: '龚䶮', checkedBy: '李𬭎', measuredBy: '王㛃' }
    const text = textOfPdf(await pdfOf({ ...thermocoupleCalibration, persons }))
    for (const name of Object.values(persons)) assert.ok(text.includes(name), name)
  })

  it('refuses marks that are none, too many cells, empty XML', async () => {
    const xml = writeDcc(thermocoupleCalibration)
    const [table] = thermocoupleCalibration.tables
    const [row] = table?.rows ?? []
    assert.ok(table && row)
    const rows = Array.from({ length: 1501 }, (_, index) => ({ ...row, id: `r${index}` }))
    const huge = { ...thermocoupleCalibration, tables: [table, { ...table, id: 'b' }].map(each => ({ ...each, rows })) }
    const reason = async (...args: Parameters<typeof renderer.renderCertificate>) => {
      const rendered = await renderer.renderCertificate(...args)
      return rendered.ok ? '' : rendered.reason
    }
    assert.match(await reason(thermocoupleCalibration, xml, { ...mark, url: 'javascript:alert(1)' }), /no http\(s\) address/)
    assert.match(await reason(thermocoupleCalibration, xml, { ...mark, shortCode: 'A<' }), /short code/)
    assert.match(await reason(thermocoupleCalibration, xml, { ...mark, domain: 'Verify Example' }), /no domain/)
    assert.match(await reason(huge, xml, mark), /12008 cells; at most 12000/)
    assert.match(await reason(withLongTexts(1600), xml, mark), /characters; at most 3000000/)
    assert.match(await reason(thermocoupleCalibration, new Uint8Array(), mark), /0 bytes/)
  })
})

/** Rows of 2,000 characters each, no two alike: takes long to set, within the bounds up to 1,500 rows. */
function withLongTexts(count: number): CertificateRecord {
  const text = (index: number) => ({
    zh: `衡量${index % 1000}制度`.repeat(200).slice(0, 1000), en: `${index} measures `.repeat(125).slice(0, 999).trim(),
  })
  const columns = [{ holds: 'text', id: 'text', title: { zh: '说明', en: 'Remark' } } as const]
  const rows = Array.from({ length: count }, (_, index) => ({ id: `r${index}`, cells: [{ holds: 'text', text: text(index) } as const] }))
  return { ...thermocoupleCalibration, tables: [{ id: 'long', title: text(0), columns, rows, notes: [] }] }
}

describe('the pool', () => {
  it('kills a process that takes too long, says so, and goes on with a new one', async () => {
    const hasty = createRenderer({ timeout_ms: 4000 })
    const xml = writeDcc(thermocoupleCalibration)
    const slow = await hasty.renderCertificate(withLongTexts(1450), xml, mark)
    assert.match(slow.ok ? '' : slow.reason, /longer than 4000 ms/)
    // A new process loads its fonts first; on a busy machine that alone may take too long once or twice.
    let next = await hasty.renderCertificate(thermocoupleCalibration, xml, mark)
    for (let again = 0; again < 4 && !next.ok; again += 1) next = await hasty.renderCertificate(thermocoupleCalibration, xml, mark)
    assert.ok(next.ok)
    await hasty.close()
  })

  it('serves many at once in order of arrival, refuses when too many wait, and after close', async () => {
    const small = createRenderer({ maximumWaiting: 2 })
    const xml = writeDcc(thermocoupleCalibration)
    const all = await Promise.all([1, 2, 3, 4].map(() => small.renderCertificate(thermocoupleCalibration, xml, mark)))
    assert.deepEqual(all.map(each => each.ok), [true, true, true, false])
    await small.close()
    const late = await small.renderCertificate(thermocoupleCalibration, xml, mark)
    assert.match(late.ok ? '' : late.reason, /closed/)
  })
})
