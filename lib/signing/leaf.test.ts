import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { encodeBase64, hex, utf8 } from '@duheng/tlog/text.ts'
import { newSigner, verifySignature } from './keys.ts'
import { LEAF_OPS } from './leaf-grammar.ts'
import type { LeafCore } from './leaf-grammar.ts'
import { certificateId, formatLeaf, formatLeafCore, parseLeaf, signLeaf, stampId, verifyLeaf } from './leaf.ts'
import { publicKeyPem } from './public-key.ts'
import { checkReading, dataRoot, readingProof } from './readings.ts'
import { verifySignatureInBrowser } from './verify-browser.ts'

function newStamp() {
  const signers = { p256: newSigner('p256'), sm2: newSigner('sm2') }
  const keys = { p256: signers.p256.publicKey, sm2: signers.sm2.publicKey }
  return { signers, keys, id: stampId(keys) }
}

const stamp = newStamp()
const added = newStamp()
const digest = (byte: string): string => byte.repeat(32)
const no = certificateId(Uint8Array.from({ length: 10 }, (_, i) => i * 23))
const when = { stamp: stamp.id, time: '2026-11-23T08:15:00Z' }
const issue: LeafCore = {
  op: 'issue', no, pdfSha256: digest('a1'), pdfSm3: digest('b2'), xmlSha256: digest('c3'), dataRoot: digest('d4'),
  claimsSha256: digest('e5'), ...when,
}
const cores: LeafCore[] = [
  issue,
  { ...issue, simTime: '2027-03-01T00:00:00Z', demo: 'yes' },
  { ...issue, demo: 'yes' },
  { op: 'supersede', no, by: '00000000000000aa', ...when },
  { op: 'revoke', no, reason: 'standard-in-doubt', ...when },
  {
    op: 'key-add', key: added.id, role: 'stamp', p256Key: encodeBase64(added.keys.p256), sm2Key: encodeBase64(added.keys.sm2), ...when,
  },
  { op: 'key-retire', key: added.id, ...when },
  { op: 'key-compromise', key: added.id, since: '12345', ...when },
  { op: 'standard', standard: 'std-0000000000000001', no, validFrom: '2026-01-01', validUntil: '2026-12-31', ...when },
  {
    op: 'standard', standard: 'std-0000000000000001', no, certificateSha256: digest('f6'), validFrom: '2026-01-01',
    validUntil: '2026-01-01', ...when,
  },
]

test('every kind of leaf is read back as it was written, and both signatures hold', async () => {
  assert.deepEqual([...new Set(cores.map(({ op }) => op))], LEAF_OPS)
  for (const core of cores) {
    const leaf = await signLeaf(core, stamp.signers)
    const text = formatLeaf(leaf)
    const parsed = parseLeaf(utf8(text))
    assert.ok(parsed.ok, parsed.ok ? '' : parsed.reason)
    assert.deepEqual(parsed.leaf.core, core)
    assert.equal(formatLeaf(parsed.leaf), text)
    assert.deepEqual(await verifyLeaf(parsed.leaf, stamp.keys, verifySignature), { ok: true })
    assert.deepEqual(await verifyLeaf(parsed.leaf, stamp.keys, verifySignatureInBrowser), { ok: true })
    assert.deepEqual(await verifyLeaf(parsed.leaf, added.keys, verifySignature), { ok: false, reason: 'other-stamp' })
  }
})

test('an issue leaf has these bytes for ever', () => {
  const core: LeafCore = { ...issue, stamp: digest('77') }
  assert.equal(formatLeafCore(core), [
    'duheng-leaf/v1', 'op issue', 'no 00bjwhawee5a3e6f', `stamp ${digest('77')}`, `pdf-sha256 ${digest('a1')}`, `pdf-sm3 ${digest('b2')}`,
    `xml-sha256 ${digest('c3')}`, `data-root ${digest('d4')}`, `claims-sha256 ${digest('e5')}`, 'time 2026-11-23T08:15:00Z', '',
  ].join('\n'))
})

test('a changed value breaks the signature it is under, and a swapped signature names itself', async () => {
  const leaf = await signLeaf(issue, stamp.signers)
  const altered = { ...leaf, core: { ...issue, pdfSha256: digest('a2') } }
  assert.deepEqual(await verifyLeaf(altered, stamp.keys, verifySignature), { ok: false, reason: 'sm2' })
  const other = await signLeaf({ ...issue, demo: 'yes' }, stamp.signers)
  assert.deepEqual(await verifyLeaf({ ...leaf, p256: other.p256 }, stamp.keys, verifySignature), { ok: false, reason: 'p256' })
  assert.deepEqual(await verifyLeaf({ ...leaf, p256: leaf.sm2 }, stamp.keys, verifySignature), { ok: false, reason: 'p256' })
  await assert.rejects(signLeaf({ ...issue, stamp: added.id }, stamp.signers), RangeError)
})

test('damaged leaves are refused where they are damaged', async () => {
  const text = formatLeaf(await signLeaf(issue, stamp.signers))
  const lines = text.split('\n')
  const without = (at: number): string => lines.filter((_, i) => i !== at).join('\n')
  const doubled = (at: number): string => lines.flatMap((line, i) => (i === at ? [line, line] : [line])).join('\n')
  const rows: [string, string, number][] = [
    ['nothing', '', 0],
    ['no last newline', text.slice(0, -1), 0],
    ['carriage returns', text.replaceAll('\n', '\r\n'), 0],
    ['a tab', text.replace('op ', 'op\t'), 0],
    ['too long', `${text}${'x'.repeat(4096)}\n`, 0],
    ['another version', text.replace('/v1', '/v2'), 1],
    ['a byte order mark', `\ufeff${text}`, 1],
    ['unknown op', text.replace('op issue', 'op approve'), 2],
    ['inherited name as op', text.replace('op issue', 'op constructor'), 2],
    ['an op in capitals', text.replace('op issue', 'op Issue'), 2],
    ['number missing', without(2), 3],
    ['number doubled', doubled(2), 4],
    ['lines out of order', [...lines.slice(0, 4), lines[5], lines[4], ...lines.slice(6)].join('\n'), 5],
    ['capital hexadecimal', text.replace(digest('a1'), digest('A1')), 5],
    ['two spaces', text.replace('pdf-sm3 ', 'pdf-sm3  '), 6],
    ['a space at the end', text.replace(digest('b2'), `${digest('b2')} `), 6],
    ['a short hash', text.replace(digest('e5'), digest('e5').slice(2)), 9],
    ['a day that does not exist', text.replace('11-23T', '02-30T'), 10],
    ['local time', text.replace('00Z', '00+08:00'), 10],
    ['the 61st second', text.replace(':00Z', ':60Z'), 10],
    ['an unknown line', text.replace('\nsm2 ', '\nowner someone\nsm2 '), 11],
    ['demo no', text.replace('\nsm2 ', '\ndemo no\nsm2 '), 11],
    ['simulated time outside a demo', text.replace('\nsm2 ', '\nsim-time 2026-01-01T00:00:00Z\nsm2 '), 0],
    ['signatures exchanged', text.replace('sm2 ', 'x256 ').replace('p256 ', 'sm2 '), 11],
    ['a signature that is no DER', text.replace(/sm2 .{4}/, 'sm2 AAAA'), 11],
    ['a signature missing', without(11), 12],
    ['a line after the signatures', `${text}note x\n`, 13],
    ['an empty line after the signatures', `${text}\n`, 13],
  ]
  for (const [name, damaged, line] of rows) {
    const parsed = parseLeaf(utf8(damaged))
    assert.equal(parsed.ok, false, name)
    assert.equal(parsed.line, line, `${name}: ${parsed.reason}`)
  }
  assert.equal(parseLeaf(Uint8Array.of(0xff, 0x0a)).ok, false)
})

test('no single changed byte of a leaf goes unnoticed', async () => {
  const bytes = utf8(formatLeaf(await signLeaf(issue, stamp.signers)))
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice()
    damaged[at] = damaged[at]! ^ (1 << at % 7)
    const parsed = parseLeaf(damaged)
    if (parsed.ok) assert.equal((await verifyLeaf(parsed.leaf, stamp.keys, verifySignature)).ok, false, `byte ${at}`)
  }
})

test('what no leaf may say cannot be written', () => {
  const wrong: LeafCore[] = [
    { ...issue, no: 'Q-2026-0001' },
    { ...issue, no: '合格证0001' },
    { ...issue, time: '2026-11-23' },
    { ...issue, simTime: when.time },
    { ...issue, pdfSha256: `${digest('a1').slice(0, -1)}\n` },
    { op: 'supersede', no, by: no, ...when },
    { op: 'revoke', no, reason: '张三说错了', ...when },
    { op: 'key-add', key: added.id, role: 'stamp', p256Key: encodeBase64(stamp.keys.p256), sm2Key: encodeBase64(added.keys.sm2), ...when },
    { op: 'key-add', key: added.id, role: 'stamp', p256Key: encodeBase64(added.keys.sm2), sm2Key: encodeBase64(added.keys.sm2), ...when },
    { op: 'key-compromise', key: added.id, since: '01', ...when },
    { op: 'standard', standard: 'std-0000000000000001', no, validFrom: '2026-01-02', validUntil: '2026-01-01', ...when },
    { op: 'standard', standard: 'std-0000000000000001', no, validFrom: '2026-02-29', validUntil: '2026-03-01', ...when },
  ]
  for (const core of wrong) assert.throws(() => formatLeafCore(core), RangeError, JSON.stringify(core))
  const stray = { ...issue, owner: 'someone' }
  assert.throws(() => formatLeafCore(stray), /no line owner/)
})

test('a certificate id spells 80 bits without look-alikes', () => {
  assert.equal(certificateId(new Uint8Array(10)), '0000000000000000')
  assert.equal(certificateId(new Uint8Array(10).fill(255)), 'zzzzzzzzzzzzzzzz')
  assert.doesNotMatch(no, /[ilou]/)
  assert.throws(() => certificateId(new Uint8Array(9)), RangeError)
})

const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'needs openssl'

test('a leaf is checked with head and openssl alone', { skip: noOpenssl }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'duheng-leaf-'))
  try {
    writeFileSync(join(directory, 'leaf'), formatLeaf(await signLeaf(issue, stamp.signers)))
    writeFileSync(join(directory, 'sm2.pem'), publicKeyPem(stamp.keys.sm2))
    writeFileSync(join(directory, 'p256.pem'), publicKeyPem(stamp.keys.p256))
    const script = [
      'head -n -2 leaf > core',
      'sed -n "s/^sm2 //p" leaf | openssl base64 -d -A > sm2.sig',
      'sed -n "s/^p256 //p" leaf | openssl base64 -d -A > p256.sig',
      'openssl pkeyutl -verify -pubin -inkey sm2.pem -rawin -in core -digest sm3 -sigfile sm2.sig -pkeyopt distid:1234567812345678',
      'openssl dgst -sha256 -verify p256.pem -signature p256.sig core',
    ].join(' && ')
    const run = spawnSync('sh', ['-c', script], { cwd: directory, encoding: 'utf8' })
    assert.equal(run.status, 0, run.stderr)
    assert.match(run.stdout, /Signature Verified Successfully\s+Verified OK/)
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('a data root commits to every reading and its place', () => {
  const readings = ['q1 1 0.0123 mL', 'q1 2 0.0125 mL', 'q2 1 0.0301 mL', 'q2 2 0.0299 mL', '温度 20.1 °C']
  const root = dataRoot(readings)
  assert.equal(dataRoot([]), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  // RFC 6962: the root of one entry is its leaf hash, SHA-256(0x00 || entry); here of the empty line.
  assert.equal(dataRoot(['']), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  assert.notEqual(dataRoot(readings.toReversed()), root)
  readings.forEach((reading, index) => {
    const claim = { reading, index, count: readings.length, dataRoot: root, proof: readingProof(readings, index) }
    assert.equal(checkReading(claim), true)
    assert.equal(checkReading({ ...claim, reading: `${reading} ` }), false)
    assert.equal(checkReading({ ...claim, reading: `${reading}\n` }), false)
    assert.equal(checkReading({ ...claim, index: (index + 1) % readings.length }), false)
    assert.equal(checkReading({ ...claim, dataRoot: hex(new Uint8Array(32)) }), false)
    assert.equal(checkReading({ ...claim, dataRoot: root.toUpperCase() }), false)
  })
  for (const line of ['a\nb', 'a\tb', '\ud800', 'e\u0301']) assert.throws(() => dataRoot([line]), RangeError)
})
