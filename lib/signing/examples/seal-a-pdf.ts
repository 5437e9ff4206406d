import assert from 'node:assert/strict'
import { newSigner, verifySignature } from '@duheng/signing/keys.ts'
import { signPdf, verifyPdf } from '@duheng/signing/pades.ts'
import { demoName, issueCertificate, readCertificate } from '@duheng/signing/x509.ts'

const [rootKey, sealKey] = [newSigner('p256'), newSigner('p256')]
const rootName = demoName({ country: 'CN', organisation: '示例市', commonName: '评估根证书' })
const years = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2027-02-01T00:00:00Z' }
const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16))
const issuer = { name: rootName, signer: rootKey }
const root = await issueCertificate({ subject: rootName, publicKey: rootKey.publicKey, ...years, serial: random(), use: 'root' }, issuer)
const sealName = demoName({ country: 'CN', organisation: '示例市计量测试院', commonName: '检定专用章' })
const seal = await issueCertificate({ subject: sealName, publicKey: sealKey.publicKey, ...years, serial: random(), use: 'signing' }, issuer)

// Any PDF with a cross-reference table or stream; here the smallest.
const objects = ['<</Pages 2 0 R>>', '<</Kids[3 0 R]>>', '<</Type/Page/Parent 2 0 R>>']
const body = `%PDF-1.7\n${objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('')}`
const places = [1, 2, 3].map((n) => `${String(body.indexOf(`${n} 0 obj`)).padStart(10, '0')} 00000 n\r\n`).join('')
const table = `xref\n0 4\n0000000000 65535 f\r\n${places}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`
const pdf = new TextEncoder().encode(body + table)

const signed = await signPdf(pdf, { signer: sealKey, certificates: { certificate: seal, chain: [root] }, time: '2026-11-23T08:15:00Z' })
assert.ok(signed.ok)
const trusted = readCertificate(root)
assert.ok(trusted)
const verified = await verifyPdf(signed.pdf, [trusted], verifySignature)
assert.ok(verified.ok)
assert.deepEqual(verified.certificate.subjectTexts, ['CN', 'DEMO 演示 无法律效力 示例市计量测试院', '检定专用章'])
const longer = new Uint8Array([...signed.pdf, 10])
assert.deepEqual(await verifyPdf(longer, [trusted], verifySignature), { ok: false, reason: 'not-whole-file' })
