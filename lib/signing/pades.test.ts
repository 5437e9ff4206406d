import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'
import { hex } from '@duheng/tlog/text.ts'
import { readCms, signCms, verifyCms } from './cms.ts'
import { newSigner, verifySignature } from './keys.ts'
import { readPdfSignature, signPdf, verifyPdf } from './pades.ts'
import type { SealOptions } from './pades.ts'
import { encodePem } from './public-key.ts'
import { checkCertificate, DEMO_MARK, demoName, issueCertificate, readCertificate } from './x509.ts'

const directory = mkdtempSync(join(tmpdir(), 'duheng-pades-'))
after(() => rmSync(directory, { recursive: true }))

function run(command: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: directory, encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).error === undefined
const needs = (...commands: string[]): string | false => {
  const missing = commands.filter((command) => !has(command, '--version'))
  return missing.length > 0 ? `needs ${missing.join(', ')}` : false
}

// A PDF/A-3b with Chinese text, a link, two pages and an attachment, as certificates are.
mkdirSync(join(directory, 'workspace'))
const typst = NodeCompiler.create({
  workspace: join(directory, 'workspace'),
  fontArgs: [{ fontPaths: [join(import.meta.dirname, '../../node_modules/@expo-google-fonts/noto-serif-sc/400Regular')] }],
})
const source = `#set document(title: "检定证书", date: datetime(year: 2026, month: 11, day: 23))
#set text(lang: "zh", font: "Noto Serif SC")
#pdf.attach("cert.xml", bytes("<certificate/>"), relationship: "data", mime-type: "text/xml", description: "DCC")
检定证书 #link("https://example.org/")[核验]
#pagebreak()
第二页`
const certificatePdf = Uint8Array.from(typst.pdf({ mainFileContent: source }, { pdfStandard: PdfStandard.A_3b }))

const rootSigner = newSigner('p256')
const rootName = demoName({ country: 'CN', organisation: '示例市计量测试院', commonName: '评估根证书' })
const serial = (first: number): Uint8Array => Uint8Array.from({ length: 16 }, (_, i) => (first + i * 37) & 255)
// Long, because pdfsig and openssl look at the clock.
const years = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2091-01-01T00:00:00Z' }
const rootBytes = await issueCertificate(
  { subject: rootName, publicKey: rootSigner.publicKey, ...years, serial: serial(200), use: 'root' },
  { name: rootName, signer: rootSigner },
)
const signer = newSigner('p256')
const sealBytes = await issueCertificate({
  subject: demoName({ country: 'CN', organisation: '示例市计量测试院', commonName: '电子证书专用章' }), publicKey: signer.publicKey,
  notBefore: '2020-06-01T00:00:00Z', notAfter: '2090-07-01T00:00:00Z', serial: serial(0), use: 'signing',
}, { name: rootName, signer: rootSigner })
const root = readCertificate(rootBytes)
const seal = readCertificate(sealBytes)
assert.ok(root && seal)
const options: SealOptions = {
  signer, certificates: { certificate: sealBytes, chain: [rootBytes] }, time: '2026-11-23T08:15:00Z', reason: '签发证书',
}

async function signed(pdf: Uint8Array, more: Partial<SealOptions> = {}): Promise<Uint8Array<ArrayBuffer>> {
  const result = await signPdf(pdf, { ...options, ...more })
  assert.ok(result.ok, result.ok ? '' : result.reason)
  return result.pdf
}

/** The smallest file a reader takes, with a cross-reference table. */
function smallPdf(objects: readonly string[], trailer = '/Root 1 0 R'): Uint8Array {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((body, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const start = text.length
  const lines = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n\r\n`)
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f\r\n${lines.join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${start}\n%%EOF`
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}
const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>'
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'
const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'

test('the signing certificate reads back, was issued by the root for documents, and says it is a demo', async () => {
  assert.equal(hex(seal.publicKey), hex(signer.publicKey))
  assert.deepEqual([root.isAuthority, root.maySignDocuments, seal.isAuthority, seal.maySignDocuments], [true, false, false, true])
  assert.ok(seal.subjectTexts[1]?.startsWith(DEMO_MARK))
  assert.deepEqual([seal.notBefore, seal.notAfter], ['2020-06-01T00:00:00Z', '2090-07-01T00:00:00Z'])
  const other = newSigner('p256')
  const impostorBytes = await issueCertificate(
    { subject: rootName, publicKey: other.publicKey, ...years, serial: serial(9), use: 'root' }, { name: rootName, signer: other },
  )
  const impostor = readCertificate(impostorBytes)
  assert.ok(impostor)
  const rows: [string, ReturnType<typeof checkCertificate>, true | string][] = [
    ['in time', checkCertificate(seal, [root], '2026-11-23T08:15:00Z', verifySignature), true],
    ['too early', checkCertificate(seal, [root], '2020-05-31T23:59:59Z', verifySignature), 'not-valid-then'],
    ['too late', checkCertificate(seal, [root], '2090-07-01T00:00:01Z', verifySignature), 'not-valid-then'],
    ['no root', checkCertificate(seal, [], '2026-11-23T08:15:00Z', verifySignature), 'no-root'],
    ['a root of the same name', checkCertificate(seal, [impostor], '2026-11-23T08:15:00Z', verifySignature), 'bad-signature'],
    ['the root as a seal', checkCertificate(root, [root], '2026-11-23T08:15:00Z', verifySignature), 'not-for-documents'],
  ]
  for (const [name, checked, expected] of rows) {
    assert.deepEqual(await checked, expected === true ? { ok: true } : { ok: false, reason: expected }, name)
  }
  for (let at = 0; at < sealBytes.length; at++) {
    const damaged = sealBytes.slice()
    damaged[at] = damaged[at]! ^ 1
    const read = readCertificate(damaged)
    if (read) assert.equal((await checkCertificate(read, [root], options.time, verifySignature)).ok, false, `byte ${at}`)
  }
})

test('openssl and its strict checks accept the chain', { skip: needs('openssl') }, () => {
  writeFileSync(join(directory, 'root.pem'), encodePem('CERTIFICATE', rootBytes))
  writeFileSync(join(directory, 'seal.pem'), encodePem('CERTIFICATE', sealBytes))
  const verified = run('openssl', 'verify', '-x509_strict', '-check_ss_sig', '-CAfile', 'root.pem', 'seal.pem')
  assert.equal(verified.status, 0, verified.output)
  const shown = run('openssl', 'x509', '-in', 'seal.pem', '-noout', '-subject', '-ext', 'keyUsage', '-nameopt', 'utf8')
  assert.match(shown.output, /DEMO 演示 无法律效力 示例市计量测试院/)
  assert.match(shown.output, /Digital Signature, Non Repudiation/)
})

test('a typst PDF/A-3b is signed as a whole and keeps every byte it had', async () => {
  for (const more of [{}, { place: { page: 1, rectangle: [360, 80, 480, 200] } as const }]) {
    const pdf = await signed(certificatePdf, more)
    assert.equal(hex(pdf.subarray(0, certificatePdf.length)), hex(certificatePdf))
    const verified = await verifyPdf(pdf, [root], verifySignature)
    assert.ok(verified.ok, verified.ok ? '' : verified.reason)
    assert.equal(verified.time, options.time)
    assert.deepEqual(await signPdf(pdf, options), { ok: false, reason: 'has-form' })
  }
})

test('pdfsig, qpdf, pdfdetach and openssl agree', { skip: needs('pdfsig', 'qpdf', 'openssl', 'pdfdetach') }, async () => {
  const place = { page: 1, rectangle: [360, 80, 480, 200] } as const
  const inputs: [string, Uint8Array, Partial<SealOptions>][] = [['table', certificatePdf, {}], ['visible', certificatePdf, { place }]]
  writeFileSync(join(directory, 'plain.pdf'), certificatePdf)
  const rewritten = run('qpdf', '--object-streams=generate', 'plain.pdf', 'packed.pdf')
  assert.equal(rewritten.status, 0, rewritten.output)
  const packed = readFileSync(join(directory, 'packed.pdf'))
  inputs.push(['packed', packed, {}], ['packed, visible', packed, { place }])
  writeFileSync(join(directory, 'root.pem'), encodePem('CERTIFICATE', rootBytes))
  let trust = ['-nocert']
  if (has('certutil', '-H')) {
    mkdirSync(join(directory, 'nss'))
    const made = run('certutil', '-N', '-d', 'sql:nss', '--empty-password')
    const added = run('certutil', '-A', '-d', 'sql:nss', '-n', 'root', '-t', 'C,C,C', '-a', '-i', 'root.pem')
    assert.equal(made.status === 0 && added.status === 0, true, made.output + added.output)
    trust = ['-nssdir', 'nss']
  }
  for (const [name, input, more] of inputs) {
    const pdf = await signed(input, more)
    assert.ok((await verifyPdf(pdf, [root], verifySignature)).ok, name)
    writeFileSync(join(directory, 'signed.pdf'), pdf)
    const pdfsig = run('pdfsig', ...trust, 'signed.pdf').output
    assert.match(pdfsig, /Signature is Valid/, `${name}: ${pdfsig}`)
    assert.match(pdfsig, /Total document signed/, name)
    assert.match(pdfsig, /ETSI\.CAdES\.detached/, name)
    if (trust[0] === '-nssdir') assert.match(pdfsig, /Certificate is Trusted/, `${name}: ${pdfsig}`)
    const qpdf = run('qpdf', '--check', 'signed.pdf')
    assert.equal(qpdf.status, 0, `${name}: ${qpdf.output}`)
    assert.doesNotMatch(qpdf.output, /WARNING/i)
    mkdirSync(join(directory, 'attachments'))
    const detached = run('pdfdetach', '-saveall', '-o', 'attachments', 'signed.pdf')
    assert.equal(readFileSync(join(directory, 'attachments/cert.xml'), 'utf8'), '<certificate/>', detached.output)
    rmSync(join(directory, 'attachments'), { recursive: true })
    const shown = run('qpdf', '--qdf', '--object-streams=disable', 'signed.pdf', '-').output
    for (const mark of ['<pdfaid:part>3</pdfaid:part>', '/AFRelationship /Data', '/OutputIntents', '/SigFlags 3', '/F 4']) {
      assert.ok(shown.includes(mark), `${name}: ${mark}`)
    }

    const read = readPdfSignature(pdf)
    assert.ok(read.ok)
    writeFileSync(join(directory, 'cms.der'), read.signature.cms)
    const text = Buffer.from(pdf).toString('latin1')
    const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)
    assert.ok(range)
    writeFileSync(join(directory, 'content'), Buffer.concat([pdf.subarray(0, Number(range[1])), pdf.subarray(Number(range[2]))]))
    const cms = run('openssl', 'cms', '-verify', '-inform', 'DER', '-in', 'cms.der', '-content', 'content', '-binary',
      '-CAfile', 'root.pem', '-purpose', 'any', '-attime', String(Date.parse(options.time) / 1000), '-out', 'out')
    assert.equal(cms.status, 0, `${name}: ${cms.output}`)

    const flipped = pdf.slice()
    flipped[700] = flipped[700]! ^ 1
    writeFileSync(join(directory, 'flipped.pdf'), flipped)
    assert.match(run('pdfsig', '-nocert', 'flipped.pdf').output, /Digest Mismatch/, name)
  }
})

test('no changed byte and no addition is accepted', async () => {
  const pdf = await signed(smallPdf([CATALOG, PAGES, PAGE]))
  assert.ok((await verifyPdf(pdf, [root], verifySignature)).ok)
  for (let at = 0; at < pdf.length; at += pdf.length > 3000 && at > 1500 && at < pdf.length - 1500 ? 7 : 1) {
    const damaged = pdf.slice()
    damaged[at] = damaged[at]! ^ (1 << at % 8)
    const verified = await verifyPdf(damaged, [root], verifySignature)
    // The one exception: a hexadecimal digit of the signature in the other case is the same signature.
    const sameDigit = String.fromCharCode(damaged[at]!).toLowerCase() === String.fromCharCode(pdf[at]!).toLowerCase()
    if (!sameDigit) assert.equal(verified.ok, false, `byte ${at}`)
  }
  for (const addition of ['\n', '%', ' x']) {
    const longer = Buffer.concat([pdf, Buffer.from(addition)])
    assert.deepEqual(await verifyPdf(longer, [root], verifySignature), { ok: false, reason: 'not-whole-file' })
  }
})

test('a later update, a second root and a copied signature are refused', async () => {
  const small = smallPdf([CATALOG, PAGES, PAGE])
  const pdf = await signed(small)
  const text = Buffer.from(pdf).toString('latin1')
  const start = /startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]
  const page = text.length
  const update = '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>\nendobj\n'
  const shadow = `${text}${update}xref\n3 1\n${String(page).padStart(10, '0')} 00000 n\r\n`
    + `trailer\n<< /Size 6 /Root 1 0 R /Prev ${start} >>\nstartxref\n${page + update.length}\n%%EOF\n`
  assert.deepEqual(await verifyPdf(Buffer.from(shadow, 'latin1'), [root], verifySignature), { ok: false, reason: 'not-whole-file' })
  assert.deepEqual(await verifyPdf(pdf, [], verifySignature), { ok: false, reason: 'no-root' })

  const other = await signed(smallPdf([CATALOG, PAGES, PAGE.replace('842', '841')]))
  const contents = (bytes: Uint8Array): string => /\/Contents <([0-9a-f]+)>/.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? ''
  const transplanted = text.replace(contents(pdf), contents(other))
  assert.deepEqual(await verifyPdf(Buffer.from(transplanted, 'latin1'), [root], verifySignature), { ok: false, reason: 'bad-signature' })

  // Something hidden behind the signature's padding is in the unsigned hole.
  const hidden = text.replace(/0{8}>/, '0badc0de>')
  assert.deepEqual(readPdfSignature(Buffer.from(hidden, 'latin1')), { ok: false, reason: 'malformed' })
})

test('what is signed stays readable: annotations given directly or by reference, pages in trees, names with escapes', async () => {
  const link = '<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] >>'
  const rows: [string, string[], number, RegExp][] = [
    ['direct', [CATALOG, PAGES, PAGE.replace(' >>', ' /Annots [4 0 R] >>'), link], 0, /\/Annots \[4 0 R 6 0 R\]/],
    ['by reference', [CATALOG, PAGES, PAGE.replace(' >>', ' /Annots 4 0 R >>'), '[5 0 R]', link], 0, /\/Annots \[5 0 R 7 0 R\]/],
    ['escaped name', [CATALOG, PAGES, PAGE.replace(' >>', ' /Anno#74s [4 0 R] >>'), link], 0, /\/Anno#74s \[4 0 R 6 0 R\]/],
    [
      'a tree of pages', [
        CATALOG, '<< /Type /Pages /Kids [4 0 R 3 0 R] /Count 3 >>', PAGE, '<< /Type /Pages /Parent 2 0 R /Kids [5 0 R 6 0 R] /Count 2 >>',
        PAGE.replace('2 0 R', '4 0 R'), PAGE.replace('842', '99'),
      ], 1, /99\]\n\/Annots \[8 0 R\]/,
    ],
    [
      'comments and strings', [CATALOG.replace(' >>', ' /Lang (zh\\) >> \\\\) % >>\n/X (a(b)c) >>'), PAGES, PAGE], 0,
      /\/X \(a\(b\)c\)\n\/AcroForm/,
    ],
  ]
  for (const [name, objects, page, expected] of rows) {
    const pdf = await signed(smallPdf(objects), { place: { page, rectangle: [0, 0, 10, 10] } })
    assert.match(Buffer.from(pdf).toString('latin1'), expected, name)
    assert.ok((await verifyPdf(pdf, [root], verifySignature)).ok, name)
  }
})

test('files that are not ours to sign are refused with the reason', async () => {
  const good = smallPdf([CATALOG, PAGES, PAGE])
  const edit = (from: string | RegExp, to: string): Uint8Array => {
    return Buffer.from(Buffer.from(good).toString('latin1').replace(from, to), 'latin1')
  }
  const rows: [string, Uint8Array, Partial<SealOptions>, string][] = [
    ['nothing', new Uint8Array(0), {}, 'not-a-pdf'],
    ['text', Buffer.from('%PDX-1.7'), {}, 'not-a-pdf'],
    ['cut off', good.subarray(0, 100), {}, 'malformed'],
    ['startxref elsewhere', edit(/startxref\n\d+/, 'startxref\n5'), {}, 'malformed'],
    ['a loop of sections', edit('/Root 1 0 R', '/Root 1 0 R /Prev 9'), {}, 'malformed'],
    ['no catalog', edit('/Root 1 0 R', '/Root 9 0 R'), {}, 'malformed'],
    ['encrypted', edit('/Root 1 0 R', '/Root 1 0 R /Encrypt 3 0 R'), {}, 'encrypted'],
    ['a form', smallPdf([CATALOG.replace(' >>', ' /AcroForm << /Fields [] >> >>'), PAGES, PAGE]), {}, 'has-form'],
    ['a page too far', good, { place: { page: 1, rectangle: [0, 0, 0, 0] } }, 'no-such-page'],
    ['a page tree in a circle', smallPdf([CATALOG, '<< /Kids [2 0 R] >>', PAGE]), {}, 'no-such-page'],
    ['a doubled key', smallPdf([CATALOG, PAGES, PAGE.replace(' >>', ' /Parent 2 0 R >>')]), {}, 'no-such-page'],
    ['deep nesting', smallPdf([CATALOG, PAGES, PAGE.replace(' >>', ` /X ${'['.repeat(100)}${']'.repeat(100)} >>`)]), {}, 'no-such-page'],
  ]
  for (const [name, pdf, more, reason] of rows) assert.deepEqual(await signPdf(pdf, { ...options, ...more }), { ok: false, reason }, name)
  assert.deepEqual(readPdfSignature(good), { ok: false, reason: 'unsigned' })
  await assert.rejects(signPdf(good, { ...options, signer: newSigner('sm2') }), RangeError)
  await assert.rejects(signPdf(good, { ...options, signer: newSigner('p256') }), RangeError)
  await assert.rejects(signPdf(good, { ...options, time: '23.11.2026' }), RangeError)
})

test('a CMS by another form, or with any byte changed, does not hold', async () => {
  const digest = new Uint8Array(32).fill(7)
  const cms = await signCms(digest, signer, options.certificates)
  const read = readCms(cms)
  assert.ok(read && await verifyCms(read, digest, verifySignature))
  assert.equal(await verifyCms(read, new Uint8Array(32), verifySignature), false)
  const chainAt = Buffer.from(cms).indexOf(rootBytes)
  for (let at = 0; at < cms.length; at++) {
    // The chain is not signed: a damaged root in it is simply not the verifier's root.
    if (at >= chainAt && at < chainAt + rootBytes.length) continue
    const damaged = cms.slice()
    damaged[at] = damaged[at]! ^ 1
    const again = readCms(damaged)
    assert.equal(again !== undefined && await verifyCms(again, digest, verifySignature), false, `byte ${at}`)
  }
})
