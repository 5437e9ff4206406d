// Issuing and checking certificates: rate of a whole issue and of each step, waiting time of one issue among many, and checks a second.
//   npm run bench -- certificates
// Runs on the embedded database in a folder of its own; the peer is the published or earlier measured figure named in each line.
import { createHash } from 'node:crypto'
import { scaleVerification } from '@duheng/dcc/examples.ts'
import { writeDcc } from '@duheng/dcc/write.ts'
import { verifySignature } from '@duheng/signing/keys.ts'
import { signLeaf } from '@duheng/signing/leaf.ts'
import { signPdf } from '@duheng/signing/pades.ts'
import { thresholdPolicy } from '@duheng/tlog/policy.ts'
import { parseVerifierKey } from '@duheng/tlog/note.ts'
import { monotonic_ms } from '#platform/clock.ts'
import { awaitIssued, checkBundle, prepareCertificate, recordCertificate, reserveNumber } from '#modules/certificates/contract.ts'
import { openTestHouse } from '#apps/server/testing.ts'

const WARM = 10
const MANY = Number(process.env['BENCH_ISSUES'] ?? 200)
const AT_ONCE = 16
/** A second and process, each step. */
const STEP_GATE = 50

type Line = { bench: string; ours: number; unit: string; peer: string; peerValue: number | null; gate?: number; better: 'higher' | 'lower' }
function print({ bench, ours, unit, peer, peerValue, gate, better }: Line): void {
  const pass = gate === undefined ? undefined : better === 'higher' ? ours >= gate : ours <= gate
  console.log(JSON.stringify({ bench, ours: Number(ours.toPrecision(4)), unit, peer, peerValue, ratio: peerValue === null ? null : Number((better === 'higher' ? ours / peerValue : peerValue / ours).toPrecision(3)), gate, pass }))
}

async function perSecond(n: number, work: (i: number) => Promise<unknown>): Promise<number> {
  for (let i = 0; i < Math.min(5, n); i++) await work(i)
  const from = monotonic_ms()
  for (let i = 0; i < n; i++) await work(i)
  return (n * 1000) / (monotonic_ms() - from)
}
const percentile = (values: readonly number[], p: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? 0

const t = await openTestHouse()
const { db, clock } = t
const services = t.house.certificates
const { ledger } = services
const scope = { role: 'app' as const, orgs: [7], own: [7], actor: 9 }

async function recordFor(source: string) {
  const reserved = await db.withTx(scope, (tx) => reserveNumber(tx, { orgId: 7, kind: 'verification', issuedOn: '2026-11-23', source }))
  return { ...scaleVerification, demo: undefined, number: reserved.number, publicId: reserved.publicId, proof: { ...scaleVerification.proof, nonce: reserved.nonce } }
}

/** Reserve, make, record, wait: everything between a signatory's click and the logged certificate but the laboratory's own rows. */
async function issue(source: string): Promise<string> {
  const answer = await prepareCertificate(services, await recordFor(source), { orgId: 7, clock })
  if (!answer.ok) throw new Error(answer.words[1])
  const facts = { orgId: 7, ownerOrgId: 8, instrumentId: null, division: '341181', source, signedBy: 9 }
  const issued = await db.withTx(scope, (tx) => recordCertificate(tx, services, clock, answer.prepared, facts))
  await awaitIssued(services, [issued])
  return issued.publicId
}

for (let i = 0; i < WARM; i++) await issue(`warm:${i}`)
const stamp = await ledger.stamps.of(7, '云溪市计量测试研究所', clock)
const record = await recordFor('steps')
const xml = writeDcc(record)
const mark = { url: `https://bench.example/c/${record.publicId}`, shortCode: record.publicId, domain: 'bench.example', seal: 'evaluation' as const }
const rendered = await services.renderer.renderCertificate(record, xml, mark)
if (!rendered.ok) throw new Error(rendered.reason)
const signing = { signer: stamp.p256, certificates: { certificate: stamp.certificate, chain: [stamp.root] }, time: '2026-11-23T01:00:00Z' }
const digest = createHash('sha256').update(xml).digest('hex')
const core = { op: 'issue' as const, no: record.publicId, stamp: stamp.key, pdfSha256: digest, pdfSm3: digest, xmlSha256: digest, dataRoot: digest, claimsSha256: digest, time: '2026-11-23T01:00:00Z' }

print({ bench: 'certificates: DCC XML', ours: await perSecond(200, async () => writeDcc(record)), unit: '1/s', peer: 'PyDCC (35–58/s, reading)', peerValue: 58, gate: STEP_GATE, better: 'higher' })
const set = (languages: typeof record.languages) => perSecond(40, (i) => services.renderer.renderCertificate({ ...record, languages, remarks: [{ zh: `第 ${i} 份`, en: `No. ${i}` }] }, xml, mark))
print({ bench: 'certificates: PDF/A-3 set in Chinese, one process', ours: await set(['zh']), unit: '1/s', peer: 'Chromium (2.4–3/s, one page)', peerValue: 3, gate: STEP_GATE, better: 'higher' })
print({ bench: 'certificates: PDF/A-3 set in two languages, one process', ours: await set(['zh', 'en']), unit: '1/s', peer: 'Chromium (2.4–3/s, one page)', peerValue: 3, gate: STEP_GATE, better: 'higher' })
print({ bench: 'certificates: seal (PAdES)', ours: await perSecond(100, () => signPdf(rendered.pdf, signing)), unit: '1/s', peer: 'signpdf + pdf-lib (13–16 ms)', peerValue: 70, gate: STEP_GATE, better: 'higher' })
print({ bench: 'certificates: leaf (SM2 + P-256)', ours: await perSecond(200, () => signLeaf(core, stamp)), unit: '1/s', peer: 'sm-crypto (75/s, SM2 alone)', peerValue: 75, gate: STEP_GATE, better: 'higher' })

let rows = 0
const prepared = await Promise.all(Array.from({ length: 45 }, async (_, i) => {
  const source = `rows:${i}`
  const answer = await prepareCertificate(services, await recordFor(source), { orgId: 7, clock })
  if (!answer.ok) throw new Error(answer.words[1])
  return { source, certificate: answer.prepared }
}))
print({
  bench: 'certificates: rows, leaf and act in the database', unit: '1/s', peer: 'none known', peerValue: null, gate: STEP_GATE, better: 'higher',
  ours: await perSecond(40, async () => {
    const next = prepared[rows++]
    if (!next) throw new Error('more were prepared than are recorded')
    const facts = { orgId: 7, ownerOrgId: 8, instrumentId: null, division: '341181', source: next.source, signedBy: 9 }
    await db.withTx(scope, (tx) => recordCertificate(tx, services, clock, next.certificate, facts))
  }),
})

let lonely = 0
const alone = await perSecond(20, () => issue(`alone:${lonely++}`))
const waits: number[] = []
const from = monotonic_ms()
let next = 0
const issuedIds: string[] = []
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let i = next++; i < MANY; i = next++) {
    const begun = monotonic_ms()
    issuedIds.push(await issue(`many:${i}`))
    waits.push(monotonic_ms() - begun)
  }
}))
print({ bench: `certificates: whole issue, ${AT_ONCE} at once`, ours: (MANY * 1000) / (monotonic_ms() - from), unit: '1/s', peer: 'one after the other', peerValue: alone, better: 'higher' })
print({ bench: 'certificates: one issue under that load, p95', ours: percentile(waits, 0.95), unit: 'ms', peer: 'SLO issue ≤ 2 s', peerValue: 2000, gate: 2000, better: 'lower' })

const key = parseVerifierKey(ledger.vkey)
if (!key) throw new Error('no key')
const policy = thresholdPolicy([key], [], 0)
const bundleFor = async (publicId: string) => {
  clock.advance(10_000) // a visitor every ten seconds stays within the limit of the public routes
  return (await t.raw(undefined, 'GET', `/c/${publicId}/proof`)).text()
}
print({ bench: 'certificates: proof bundle made', ours: await perSecond(100, (i) => bundleFor(issuedIds[i % issuedIds.length] ?? '')), unit: '1/s', peer: 'none known', peerValue: null, better: 'higher' })
const bundle = await bundleFor(issuedIds[0] ?? '')
const checks: number[] = []
for (let i = 0; i < 100; i++) {
  const begun = monotonic_ms()
  const checked = await checkBundle(bundle, policy, verifySignature)
  if (!checked.ok) throw new Error(checked.why)
  checks.push(monotonic_ms() - begun)
}
print({ bench: 'certificates: proof checked, p95', ours: percentile(checks, 0.95), unit: 'ms', peer: 'public verdict < 100 ms', peerValue: 100, gate: 100, better: 'lower' })

await t.close()
