import assert from 'node:assert/strict'
import { deflateRawSync } from 'node:zlib'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { csvText, guarded } from './csv-write.ts'
import { readTable } from './table-read.ts'
import type { Table } from './table.ts'
import { xlsxFile } from './xlsx-write.ts'

async function table(bytes: Uint8Array, name = 'ledger.xlsx'): Promise<Table> {
  const reading = await readTable(bytes, name)
  assert.ok(reading.ok, JSON.stringify(reading))
  return reading.table
}
async function rule(bytes: Uint8Array, name = 'ledger.xlsx'): Promise<string> {
  const reading = await readTable(bytes, name)
  if (!reading.ok) assert.ok(reading.zh.length > 4 && reading.en.length > 4)
  return reading.ok ? 'read' : reading.rule
}

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** A workbook as another program might write it. */
function workbook(sheet: string, more: Record<string, string> = {}): Record<string, Uint8Array> {
  const files = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<x:workbook xmlns:x="m" xmlns:r="${REL}"><x:sheets><x:sheet name="藏" sheetId="1" state="hidden" r:id="rId9"/><x:sheet name="台账" sheetId="2" r:id="rId1"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${REL}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId9" Type="${REL}/worksheet" Target="http://example.com/x" TargetMode="External"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  }
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))
}
const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const packed = (files: Record<string, Uint8Array>) => zipSync(files, { level: 6 })

test('what we write is read back: text, blank rows, and text that looks like a formula stays text', async () => {
  const rows = [['名称', '编号'], ['电子秤 <&"> 𠮷', '=1+1'], ['', ''], [' 前后 ', '00123']]
  const made = xlsxFile([{ name: '台账', columns: [{ width: 10 }, { width: 10, choices: ['甲', '乙'], note: { title: '注', text: '说明' } }], rows: rows.map((cells, i) => ({ n: i + 1, cells })) }])
  const read = await table(made)
  assert.deepEqual(read.rows, [{ n: 1, cells: rows[0] }, { n: 2, cells: rows[1] }, { n: 4, cells: rows[3] }])
  assert.equal(read.sheet, '台账')
  assert.deepEqual(made, xlsxFile([{ name: '台账', columns: [{ width: 10 }, { width: 10, choices: ['甲', '乙'], note: { title: '注', text: '说明' } }], rows: rows.map((cells, i) => ({ n: i + 1, cells })) }]), 'the same rows give the same bytes')
})

test('the parts of a written workbook are well-formed XML in a ZIP that another program opens', { skip: spawnSync('unzip', ['-v']).status !== 0 || spawnSync('xmllint', ['--version']).status !== 0 ? 'needs unzip and xmllint' : false }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-xlsx-'))
  writeFileSync(join(folder, 'a.xlsx'), xlsxFile([{ name: 'A&B', columns: [{ width: 10, note: { title: '"t"', text: '<x>' } }], rows: [{ n: 1, cells: [{ text: '头\u0001', style: 'head' }] }] }]))
  assert.equal(spawnSync('unzip', ['-q', 'a.xlsx'], { cwd: folder }).status, 0)
  for (const part of ['xl/workbook.xml', 'xl/styles.xml', 'xl/worksheets/sheet1.xml', '[Content_Types].xml', '_rels/.rels']) assert.equal(spawnSync('xmllint', ['--noout', part], { cwd: folder }).status, 0, part)
  assert.match(readFileSync(join(folder, 'xl/worksheets/sheet1.xml'), 'utf8'), /t="inlineStr"/)
  rmSync(folder, { recursive: true })
})

test('a foreign workbook: shared strings without reading aids, numbers as spelt, booleans, formulas and errors refused, gaps kept, hidden sheets left', async () => {
  const strings = '<sst><si><t>名称</t></si><si><r><t>电子</t></r><r><t>秤</t></r><rPh sb="0" eb="1"><t>dianzi</t></rPh></si><si><t>a_x000D_b_x0041_</t></si></sst>'
  const read = await table(packed(workbook(sheet(`<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>
    <row r="7"><c r="A7"><v>2.2190000000000001E3</v></c><c r="B7" t="b"><v>1</v></c><c r="C7"><f>SUM(A1:A2)</f><v>3</v></c><c r="D7" t="e"><v>#N/A</v></c><c r="E7" t="s"><v>2</v></c><c r="F7" t="str"><v>x</v></c></row>`), { 'xl/sharedStrings.xml': strings })))
  assert.deepEqual(read.rows, [
    { n: 3, cells: ['名称', '', '电子秤'] },
    { n: 7, cells: [{ number: '2.2190000000000001E3' }, '是', { refused: 'formula' }, { refused: 'error' }, 'a\rbA', 'x'] },
  ])
})

const bomb = () => {
  const zeros = new Uint8Array(60_000_000)
  return packed({ ...workbook(sheet('')), 'xl/worksheets/sheet1.xml': zeros })
}
/** Rewrites the declared size of the biggest entry in the central directory, keeping the bytes. */
function lying(bytes: Uint8Array, size: number): Uint8Array {
  const out = Uint8Array.from(bytes)
  const view = new DataView(out.buffer)
  let biggest = -1
  for (let at = 0; at < out.length - 46; at++) {
    if (view.getUint32(at, true) === 0x02014b50 && (biggest < 0 || view.getUint32(at + 24, true) > view.getUint32(biggest + 24, true))) biggest = at
  }
  view.setUint32(biggest + 24, size, true)
  return out
}
/** A ZIP written by hand: entries may share bytes. */
function overlapping(): Uint8Array {
  const data = deflateRawSync(Buffer.from('<worksheet/>'))
  const local = Buffer.alloc(30 + 1)
  local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(8, 8); local.writeUInt32LE(data.length, 18); local.writeUInt32LE(12, 22); local.writeUInt16LE(1, 26); local.write('a', 30)
  const entry = (name: string) => {
    const e = Buffer.alloc(46 + 1)
    e.writeUInt32LE(0x02014b50, 0); e.writeUInt16LE(8, 10); e.writeUInt32LE(data.length, 20); e.writeUInt32LE(12, 24); e.writeUInt16LE(1, 28); e.write(name, 46)
    return e
  }
  const directory = Buffer.concat([entry('a'), entry('b')])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(2, 8); end.writeUInt16LE(2, 10); end.writeUInt32LE(directory.length, 12); end.writeUInt32LE(local.length + data.length, 16)
  return Buffer.concat([local, data, directory, end])
}
const deep = `<worksheet>${'<a>'.repeat(70)}${'</a>'.repeat(70)}</worksheet>`
const wide = `<worksheet ${Array.from({ length: 300 }, (_, i) => `a${i}="1"`).join(' ')}/>`

const hostile: [string, () => Uint8Array, string, string?][] = [
  ['a bomb by ratio', bomb, 'zip-bomb'],
  ['a bomb whose directory lies small', () => lying(bomb(), 1000), 'zip'],
  ['a bomb whose directory lies a little', () => lying(bomb(), 5_000_000), 'zip'],
  ['fewer bytes than declared', () => lying(packed(workbook(sheet('<row r="1"><c t="inlineStr"><is><t>x</t></is></c></row>'))), 5_000), 'zip'],
  ['overlapping entries', overlapping, 'zip'],
  ['2,001 entries', () => packed({ ...workbook(sheet('')), ...Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`e${i}`, new Uint8Array(1)])) }), 'zip-entries'],
  ['no end of directory', () => strToU8('PK\u0003\u0004 and nothing more, for long enough to hold a directory'), 'zip'],
  ['cut in the middle', () => packed(workbook(sheet('<row r="1"/>'))).subarray(0, 300), 'zip'],
  ['macros by name', () => packed(workbook(sheet(''))), 'macros', 'ledger.xlsm'],
  ['macros inside a harmless name', () => packed({ ...workbook(sheet('')), 'xl/vbaProject.bin': new Uint8Array(4) }), 'macros'],
  ['macros by content type', () => packed(workbook(sheet(''), { '[Content_Types].xml': '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>' })), 'macros'],
  ['a DOCTYPE', () => packed(workbook(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheet('')}`)), 'xlsx'],
  ['an entity nobody declared', () => packed(workbook(sheet('<row r="1"><c t="inlineStr"><is><t>&lol;</t></is></c></row>'))), 'xlsx'],
  ['depth of 70', () => packed(workbook(deep)), 'xlsx'],
  ['300 attributes', () => packed(workbook(wide)), 'xlsx'],
  ['unfinished XML', () => packed(workbook('<worksheet><sheetData>')), 'xlsx'],
  ['rows out of order', () => packed(workbook(sheet('<row r="5"/><row r="2"/>'))), 'xlsx'],
  ['row 200,001', () => packed(workbook(sheet('<row r="200001"><c r="A200001"><v>1</v></c></row>'))), 'too-large'],
  ['column 61', () => packed(workbook(sheet('<row r="1"><c r="BI1"><v>1</v></c></row>'))), 'too-large'],
  ['a worksheet outside the file', () => packed(workbook(sheet(''), { 'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${REL}/worksheet" Target="../../../../etc/passwd"/></Relationships>` })), 'xlsx'],
  ['bytes that are no UTF-8', () => packed({ ...workbook(sheet('')), 'xl/worksheets/sheet1.xml': Uint8Array.from([0x3c, 0xff, 0xfe]) }), 'zip'],
  ['an old .xls', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'xls'],
  ['a PDF', () => strToU8('%PDF-1.7'), 'pdf'],
  ['nothing', () => new Uint8Array(0), 'empty'],
  ['21 MB', () => new Uint8Array(21_000_000), 'file-size'],
  ['NUL in a CSV', () => strToU8('名称\na\u0000b\n'), 'nul'],
  ['a line of 10 MB', () => strToU8(`名称\n${'x'.repeat(10_000_000)}\n`), 'line'],
  ['a quote that never ends', () => strToU8('名称\n"abc\n'), 'quote'],
  ['text after a closing quote', () => strToU8('名称\n"abc"d\n'), 'quote'],
  ['neither UTF-8 nor GB18030', () => Uint8Array.from([0x61, 0xff, 0xff, 0x0a]), 'encoding'],
  ['61 columns in a CSV', () => strToU8(`${Array.from({ length: 61 }, (_, i) => `c${i}`).join(',')}\n`), 'too-large'],
]
for (const [name, bytes, expected, fileName] of hostile) {
  test(`refused with its rule, without a crash: ${name}`, async () => {
    assert.equal(await rule(bytes(), fileName ?? (/CSV|line|quote|GB|NUL/.test(name) ? 'a.csv' : 'a.xlsx')), expected)
  })
}

test('a bomb costs neither memory nor time', async () => {
  const bytes = lying(bomb(), 5_000_000)
  const before = process.memoryUsage().rss
  const from = performance.now()
  await rule(bytes)
  assert.ok(performance.now() - from < 10_000)
  assert.ok(process.memoryUsage().rss - before < 250_000_000)
})

const gb = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const encodings: [string, Uint8Array, string][] = [
  ['UTF-8 with a mark', strToU8('\ufeff名称,编号\r\n秤,01\r\n'), 'UTF-8'],
  ['UTF-8 without', strToU8('名称,编号\n秤,01'), 'UTF-8'],
  ['GB18030', gb('c3fbb3c62cb1e0bac50d0ab3d32c30310d0a'), 'GB18030'],
  ['UTF-16 with a mark', Uint8Array.from([0xff, 0xfe, ...Buffer.from('名称\t编号\n秤\t01\n', 'utf16le')]), 'UTF-16LE'],
  ['semicolons', strToU8('名称;编号\n"秤";01\n'), 'UTF-8'],
]
for (const [name, bytes, encoding] of encodings) {
  test(`CSV in ${name} is read as ${encoding}`, async () => {
    const read = await table(bytes, 'a.csv')
    assert.equal(read.encoding, encoding)
    assert.deepEqual(read.rows, [{ n: 1, cells: ['名称', '编号'] }, { n: 2, cells: ['秤', '01'] }])
  })
}

test('CSV keeps quotes, line breaks in quotes and the numbers of blank rows; a formula is refused by cell', async () => {
  const read = await table(strToU8('a,b\n\n"x ""y""\nz",=1+1\n'), 'a.csv')
  assert.deepEqual(read.rows, [{ n: 1, cells: ['a', 'b'] }, { n: 3, cells: ['x "y"\nz', { refused: 'formula' }] }])
})

test('what a spreadsheet could take for a formula is exported with an apostrophe and comes back without', async () => {
  for (const text of ['=1+1', '+86 550', '-20～60 ℃', '@SUM(A1)', '\tx', '=HYPERLINK("http://x","y")']) assert.equal(guarded(text), `'${text}`)
  const texts = ['-20～60 ℃', '+1', '=cmd|\' /C calc\'!A0', '@x', '普通, "引号"', "'原有"]
  const read = await table(strToU8(csvText([['h'], ...texts.map((text) => [text])])), 'a.csv')
  assert.deepEqual(read.rows.slice(1).map((r) => r.cells[0]), texts)
})

test('headers named __proto__ and constructor pollute nothing', async () => {
  await table(strToU8('__proto__,constructor\nx,y\n'), 'a.csv')
  assert.equal(({} as { x?: unknown }).x, undefined) // any object would show it
})
