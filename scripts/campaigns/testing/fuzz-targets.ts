// Every reader of what strangers send, with samples to spoil and what must hold of its answer: it never throws, never hangs, and what it
// accepts can be written and read again to the same.
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readDcc } from '@duheng/dcc/read.ts'
import { exampleRecords } from '@duheng/dcc/examples.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import { readProcedure } from '@duheng/procedures/read.ts'
import { meterText } from '@duheng/procedures/testing.ts'
import { parseQuantity } from '@duheng/quantity/quantity.ts'
import { parseUnit } from '@duheng/quantity/unit.ts'
import { readYaml } from '@duheng/rules/yaml.ts'
import { newSigner } from '@duheng/signing/keys.ts'
import { formatLeaf, parseLeaf, signLeaf, stampId } from '@duheng/signing/leaf.ts'
import { openPdf } from '@duheng/signing/pdf-file.ts'
import { readCertificate } from '@duheng/signing/x509.ts'
import { readCms } from '@duheng/signing/cms.ts'
import { formatNote, parseNote, signNote, verifierKey } from '@duheng/tlog/note.ts'
import { formatProof, parseProof } from '@duheng/tlog/proof.ts'
import { parsePolicy } from '@duheng/tlog/policy.ts'
import { parseEntries, formatEntries, parseTilePath } from '@duheng/tlog/tiles.ts'
import { evaluateExact, exactValue } from '@duheng/uncertainty/exact.ts'
import { parse } from '@duheng/uncertainty/parse.ts'
import { readArchive } from '#platform/backup/archive.ts'
import { BackupUnreadable } from '#platform/backup/vault.ts'
import { readCsv } from '#modules/registry/table-file/csv-read.ts'
import { Unreadable } from '#modules/registry/table-file/table.ts'
import { readXlsx } from '#modules/registry/table-file/xlsx-read.ts'
import { csvText, parseCreditCode, parseIdentityCode, xlsxFile } from '#modules/registry/contract.ts'

export type FuzzTarget = {
  name: string
  samples: readonly Uint8Array[]
  /** Pieces that readers of this kind trip over. */
  tokens: readonly string[]
  read(bytes: Uint8Array): void | Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (b: Uint8Array) => new TextDecoder('utf-8', { fatal: false }).decode(b)
const same = (a: Uint8Array | string, b: Uint8Array | string, what: string) => assert.ok(Buffer.from(a).equals(Buffer.from(b)), what)
const JSONISH = ['__proto__', 'constructor', 'null', '1e999', '-0', '\u0000', '\ud800', '\u202e']

const pair = generateKeyPairSync('ed25519')
const raw = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))
const noteSigner = { key: verifierKey('fuzz.example/log', raw), sign: async (m: Uint8Array) => new Uint8Array(sign(null, m, pair.privateKey)) }
const note = await signNote('fuzz.example/log\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n', [noteSigner])
const stamp = { p256: newSigner('p256'), sm2: newSigner('sm2') }
const leaf = formatLeaf(await signLeaf({ op: 'key-retire', key: 'a'.repeat(64), stamp: stampId({ p256: stamp.p256.publicKey, sm2: stamp.sm2.publicKey }), time: '2026-11-23T01:00:00Z' }, stamp))

/** An expected refusal of a reader that says so by throwing. */
function unlessRefused(read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
}

const numbers: FuzzTarget[] = [
  { name: 'expression', samples: ['sum(I[k]) / 5 + (a - b)^2 * sqrt(2)', 'if(a > 1 and b <= 2, abs(a), -b)', 'max(a, b) * 1.5 kg / 3 m'].map(bytes), tokens: ['^', '9^9^9', '((((', 'sum(', '[k]', 'sqrt(', 'and', '1e400', '÷', ...JSONISH],
    read: (b) => {
      const parsed = parse(text(b).slice(0, 10_000))
      if (!parsed.ok) return
      const [one, two] = [exactValue('1.5'), exactValue('2')]
      if (one.ok && two.ok) evaluateExact(parsed.ast, new Map([['a', one.value], ['b', two.value]]))
    } },
  { name: 'quantity', samples: ['1.50 kg', '-0.003 mL/min', '12 °C', '1e-6 mol·L⁻¹', '0.1 %'].map(bytes), tokens: ['e', '^', '·', '/', '⁻¹', '1e401', ' ', ...JSONISH],
    read: (b) => {
      const once = parseQuantity(text(b))
      if (once.ok) assert.equal(typeof once.value, 'object')
      parseUnit(text(b))
    } },
  { name: 'credit code', samples: [bytes('91341100MA2AXXXX0C')], tokens: ['O', 'I', 'Z', '０', ...JSONISH], read: (b) => { parseCreditCode(text(b)); parseIdentityCode(text(b)) } },
]

const documents: FuzzTarget[] = [
  { name: 'procedure', samples: [bytes(meterText), readFileSync(`${root}rules/procedures/JJG-539/2016.yaml`)], tokens: [': ', '[', '{', '\n  - ', '*a', '&a ', '<<: ', '!!js/function', '9^9^9', '? ', '|', '>', '%YAML 9', ...JSONISH],
    read: (b) => { readYaml(text(b)); readProcedure(text(b)) } },
  { name: 'DCC', samples: exampleRecords.map(writeDcc), tokens: ['<!DOCTYPE a [<!ENTITY x "y">]>', '&x;', '<a>', '</a>', '<![CDATA[', '<?xml?>', 'xmlns:dcc="', '\u0000', '&#0;', '<a '.repeat(20)],
    read: (b) => { readDcc(b) } },
  { name: 'CSV', samples: [bytes(csvText([['名称', '型号'], ['秤', 'M"1"'], ['=1+1', 'a,b']]))], tokens: ['"', '""', ',', '\r', '\n', '\ufeff', '\u0000', '=cmd|', 'ÿþ'],
    read: (b) => unlessRefused(() => { readCsv(b) }) },
  { name: 'XLSX', samples: [xlsxFile([{ name: '一', columns: [{ width: 10 }], rows: [{ n: 1, cells: ['名称'] }, { n: 2, cells: ['秤'] }] }])], tokens: ['PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006', '../', 'xl/worksheets/sheet1.xml'],
    read: (b) => unlessRefused(() => { readXlsx(b) }) },
  { name: 'PDF', samples: [bytes('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n57\n%%EOF\n')], tokens: ['<<', '>>', '[', 'obj', 'endobj', 'stream\n', 'endstream', 'xref', '/Prev 0', '/Length 99999999', '(\\'],
    read: (b) => { openPdf(b) } },
]

const proofs: FuzzTarget[] = [
  { name: 'leaf', samples: [bytes(leaf)], tokens: ['\n', ' ', '\r\n', 'op ', '=', ...JSONISH],
    read: (b) => { const parsed = parseLeaf(b); if (parsed.ok) same(formatLeaf(parsed.leaf), b, 'a leaf is written as it was read') } },
  { name: 'note', samples: [bytes(note)], tokens: ['\n\n', '— ', '\u2014', '=', 'AAAA', ' ', '\r'],
    read: (b) => { const parsed = parseNote(text(b)); if (parsed) assert.equal(formatNote(parsed), text(b)) } },
  { name: 'proof', samples: [bytes(formatProof({ index: 3, hashes: [new Uint8Array(32), new Uint8Array(32)], checkpoint: note }))], tokens: ['\n', 'index ', '999999999999999999', '=', '-1', ...JSONISH],
    read: (b) => { const parsed = parseProof(text(b)); if (parsed) assert.equal(formatProof(parsed), text(b)) } },
  { name: 'policy', samples: [bytes(`log fuzz+00000000+AAAA\nwitness w1 x+00000000+BBBB\ngroup g all w1\nquorum g\n`)], tokens: ['log ', 'witness ', 'group ', 'quorum ', 'any', 'all', '\n', '#'], read: (b) => { parsePolicy(text(b)) } },
  { name: 'bundle', samples: [formatEntries([bytes('a'), bytes('bc'), new Uint8Array(300)])], tokens: ['\u0000\u0000', '\u0001', 'ÿÿ'], read: (b) => { const parsed = parseEntries(b); if (parsed) same(formatEntries(parsed), b, 'a bundle is written as it was read'); parseTilePath(text(b)) } },
  { name: 'certificate and CMS', samples: [new Uint8Array(Buffer.from('308201223081c9a003020102', 'hex'))], tokens: ['0\u0082', '\u0002\u0001', '\u0030\u0080', 'ÿÿÿÿ'], read: (b) => { readCertificate(b); readCms(b) } },
  { name: 'archive of a backup', samples: [Buffer.concat([Buffer.from([1, 0, 0, 0, 2]), bytes('{}'), Buffer.from([5, 0, 0, 0, 2]), bytes('{}')])], tokens: ['\u0001\u0000\u0000\u0000', '\u0005', 'ÿÿÿÿ', '{}', ...JSONISH],
    read: async (b) => {
      const nothing = async () => {}
      await readArchive((async function* () { yield Buffer.from(b) })(), { head: nothing, part: nothing, data: nothing, end: nothing }).catch((error: unknown) => { if (!(error instanceof BackupUnreadable)) throw error })
    } },
]

export const fuzzTargets: readonly FuzzTarget[] = [...numbers, ...documents, ...proofs]
