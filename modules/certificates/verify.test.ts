// Checking from the outside: the browser's decisions, the command line and the shell script, on genuine documents and on every kind of
// false one.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newSigner, verifySignature } from '@duheng/signing/keys.ts'
import { rawKey } from '@duheng/signing/public-key.ts'
import { serve } from '@hono/node-server'
import { verifySignatureInBrowser } from '@duheng/signing/verify-browser.ts'
import { verifierKey } from '@duheng/tlog/note.ts'
import { parsePolicy, thresholdPolicy } from '@duheng/tlog/policy.ts'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { checkBundle } from './check/check.ts'
import { formatBundle, parseBundle } from './check/bundle.ts'
import { judge } from './check/verdict.ts'
import type { Kept, Verdict } from './check/verdict.ts'
import { verifyFile } from './cli.ts'
import { issueFor } from './testing/issue.ts'

let t: TestHouse
let lab = 0
let owner = 0
let signatory: TestPerson
let folder: string
type Made = { id: number; publicId: string; pdf: Buffer; xml: Buffer; proof: string }
let a: Made
let b: Made

before(async () => {
  t = await openTestHouse()
  folder = mkdtempSync(join(tmpdir(), 'duheng-verify-'))
  lab = await t.org('laboratory', '云溪市计量测试研究所')
  owner = await t.org('enterprise', '云溪市南门农贸市场')
  signatory = await t.person(lab, '孙立', ['signatory'])
  a = await made('item:1')
  b = await made('item:2', { dates: { measuredFrom: '2026-11-20', measuredTo: '2026-11-20', issued: '2026-11-23', validUntil: '2027-05-19' } })
})
after(async () => {
  await t.close()
  rmSync(folder, { recursive: true, force: true })
})

async function made(source: string, record: object = {}): Promise<Made> {
  const { id, publicId } = await issueFor({ db: t.db, services: t.house.certificates, clock: t.clock, orgId: lab, ownerOrgId: owner, personId: signatory.id, source, record })
  const file = async (kind: string) => Buffer.from(await (await t.raw(signatory, 'GET', `/api/certificates/${id}/${kind}`)).arrayBuffer())
  return { id, publicId, pdf: await file('pdf'), xml: await file('xml'), proof: await proofOf(publicId) }
}
const proofOf = async (publicId: string) => (await t.raw(undefined, 'GET', `/c/${publicId}/proof`)).text()
const policyText = async () => (await t.raw(undefined, 'GET', '/log/policy')).text()

const keeper = {
  byId: (id: string) => kept(`/api/public/certificates/${id}`),
  byHash: (sha256: string) => kept(`/api/public/by-hash/${sha256}`),
}
async function kept(path: string): Promise<Kept | undefined> {
  const answer = await t.call(undefined, 'GET', path)
  t.clock.advance(2000) // the visitor takes a moment, as the rate limit expects
  return answer.status === 404 ? undefined : answer.body.proof === null ? { pending: true, claims: '' } : { proof: answer.body.proof }
}
async function asked(bytes: Uint8Array, more: { expectedId?: string; today?: string } = {}): Promise<Verdict> {
  const policy = parsePolicy(await policyText())
  assert.ok(policy.ok)
  return judge({
    bytes, keeper, policy: policy.policy, verify: verifySignatureInBrowser, sha256: async (x) => createHash('sha256').update(x).digest('hex'),
    today: '2026-11-24', ...more,
  })
}
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
function made2(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const kindOf = (v: Verdict) => ('state' in v ? `${v.kind} ${v.state}` : v.kind)

test('the documents as issued are genuine, PDF and XML', async () => {
  assert.equal(kindOf(await asked(a.pdf)), 'genuine valid')
  assert.equal(kindOf(await asked(a.xml)), 'genuine valid')
  assert.equal(kindOf(await asked(a.pdf, { today: '2027-11-19' })), 'genuine valid')
  assert.equal(kindOf(await asked(a.pdf, { today: '2027-11-20' })), 'genuine expired')
})

test('a flipped byte anywhere makes an altered copy, with the logged claims beside', async () => {
  for (const at of [200, 5_000, Math.floor(a.pdf.length / 2), a.pdf.length - 8_000, a.pdf.length - 20]) {
    const copy = Buffer.from(a.pdf)
    copy[at] = (copy[at] ?? 0) ^ 1
    const verdict = await asked(copy)
    assert.equal(kindOf(verdict), 'altered valid', `byte ${at}`)
    assert.ok(verdict.kind === 'altered' && verdict.proven.publicId === a.publicId)
  }
})

test('an XML whose conclusion and validity were rewritten shows both beside the log’s', async () => {
  const forged = Buffer.from(a.xml.toString().replaceAll('2027-11-19', '2029-11-19').replace('合格，符合Ⅲ级', '合格，符合Ⅱ级'))
  const verdict = await asked(forged)
  assert.ok(verdict.kind === 'altered')
  assert.deepEqual(verdict.differences, [
    { name: 'conclusion', logged: '合格，符合Ⅲ级', found: '合格，符合Ⅱ级' }, { name: 'validUntil', logged: '2027-11-19', found: '2029-11-19' },
  ])
})

test('re-saved by qpdf: altered, found by the attached XML', { skip: !has('qpdf') && 'needs qpdf' }, async () => {
  const source = made2('a.pdf', a.pdf)
  for (const options of [['--object-streams=generate'], ['--linearize'], ['--qdf'], ['--compress-streams=n']]) {
    const target = join(folder, 'resaved.pdf')
    spawnSync('qpdf', [...options, source, target])
    const verdict = await asked(readFileSync(target))
    assert.ok(verdict.kind === 'altered' && verdict.proven.publicId === a.publicId, options.join(' '))
    assert.equal(verdict.differences.length, 0)
  }
})

test('the attachment stripped: altered, found by the id in the XMP', { skip: !has('qpdf') && 'needs qpdf' }, async () => {
  const source = made2('a.pdf', a.pdf)
  const target = join(folder, 'stripped.pdf')
  const list = spawnSync('qpdf', ['--list-attachments', source], { encoding: 'utf8' }).stdout
  spawnSync('qpdf', [`--remove-attachment=${list.split(' ')[0]}`, source, target])
  assert.equal(spawnSync('qpdf', ['--list-attachments', target], { encoding: 'utf8' }).stdout.includes('xml'), false)
  const verdict = await asked(readFileSync(target))
  assert.ok(verdict.kind === 'altered' && verdict.proven.publicId === a.publicId)
})

test('the attachment of another genuine certificate: altered, whichever is asked about', { skip: !has('qpdf') && 'needs qpdf' }, async () => {
  const [source, xml, target] = [made2('a.pdf', a.pdf), made2('certificate.xml', b.xml), join(folder, 'other.pdf')]
  const name = spawnSync('qpdf', ['--list-attachments', source], { encoding: 'utf8' }).stdout.split(' ')[0]
  spawnSync('qpdf', [source, `--remove-attachment=${name}`, join(folder, 'bare.pdf')])
  spawnSync('qpdf', [join(folder, 'bare.pdf'), '--add-attachment', xml, '--', target])
  for (const expectedId of [undefined, a.publicId, b.publicId]) assert.equal((await asked(readFileSync(target), { expectedId })).kind, 'altered')
})

test('printed to PDF: nothing in it says what it is, so it is unknown; under the QR code of its paper it is an altered copy', { skip: !has('pdftocairo') && 'needs poppler' }, async () => {
  const target = join(folder, 'printed.pdf')
  spawnSync('pdftocairo', ['-pdf', made2('a.pdf', a.pdf), target])
  const printed = readFileSync(target)
  assert.ok(['unknown', 'altered'].includes((await asked(printed)).kind))
  const verdict = await asked(printed, { expectedId: a.publicId })
  assert.ok(verdict.kind === 'altered' && verdict.proven.publicId === a.publicId)
})

test('what is no certificate is unknown or unreadable, and never a forgery', async () => {
  assert.equal((await asked(Buffer.from('%PDF-1.7\n%%EOF'))).kind, 'unknown')
  assert.equal((await asked(Buffer.from('hello'))).kind, 'unreadable')
  assert.equal((await asked(new Uint8Array())).kind, 'unreadable')
  assert.equal((await asked(Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))).kind, 'unreadable')
})

const breaks: readonly [string, (proof: string, other: string) => string, string][] = [
  ['another certificate’s claims', (p, o) => p.replace(/^claims .*$/m, /^claims .*$/m.exec(o)?.[0] ?? ''), 'claims'],
  ['the root left out', (p) => p.replace(/^key .*\n/m, ''), 'root'],
  ['the stamp left out', (p) => p.replace(/(?<=^key .*\n)key .*\n/m, ''), 'stamp'],
  ['a leaf with the proof of another', (p, o) => p.replace(/^(issue \S+) .*$/m, (_, leaf) => `${leaf} ${/^issue \S+ (.*)$/m.exec(o)?.[1] ?? ''}`), 'log'],
  ['a cut line', (p) => p.slice(0, -40), 'bundle'],
  ['nothing', () => '', 'bundle'],
]
for (const [name, change, link] of breaks) {
  test(`a proof with ${name} proves nothing`, async () => {
    const policy = parsePolicy(await policyText())
    assert.ok(policy.ok)
    assert.equal((await checkBundle(a.proof, policy.policy, verifySignature)).ok, true)
    const checked = await checkBundle(change(a.proof, b.proof), policy.policy, verifySignature)
    assert.ok(!checked.ok)
    assert.equal(checked.link, link)
  })
}

test('a bundle is written as it is read', () => {
  const parsed = parseBundle(a.proof)
  assert.ok(parsed)
  assert.equal(formatBundle(parsed), a.proof)
})

test('the log of somebody else proves nothing here', async () => {
  const { origin } = t.house.certificates.ledger
  const raw = rawKey(newSigner('ed25519').publicKey, 'ed25519')
  assert.ok(raw)
  for (const key of [verifierKey(origin, raw), verifierKey('example.com/log', raw)]) {
    const checked = await checkBundle(a.proof, thresholdPolicy([key], [], 0), verifySignature)
    assert.ok(!checked.ok && checked.link === 'log')
  }
})

async function cli(...args: string[]): Promise<{ exit: number; out: string }> {
  const lines: string[] = []
  const exit = await verifyFile(args, { line: (l) => lines.push(l), problem: (l) => lines.push(l) })
  return { exit, out: lines.join('\n') }
}

test('duheng verify, offline: 0 genuine, 1 refused, 2 unreadable', async () => {
  const [pdf, proof, policy] = [made2('a.pdf', a.pdf), made2('a.proof', Buffer.from(a.proof)), made2('policy', Buffer.from(await policyText()))]
  const offline = ['--offline', '--proof', proof, '--policy', policy, '--today', '2026-11-24']
  const good = await cli(pdf, ...offline)
  assert.equal(good.exit, 0, good.out)
  assert.match(good.out, /出厂编号.*26070815/)
  assert.match(good.out, /尚无第三方见证/)
  const json = JSON.parse((await cli(pdf, ...offline, '--json')).out)
  assert.equal(json.verdict, 'genuine')
  assert.equal(json.claims.itemSerial, '26070815')
  const flipped = Buffer.from(a.pdf)
  flipped[9000] = (flipped[9000] ?? 0) ^ 1
  assert.equal((await cli(made2('flipped.pdf', flipped), ...offline)).exit, 1)
  assert.equal((await cli(made2('b.pdf', b.pdf), ...offline)).exit, 1)
  assert.equal((await cli(pdf, ...offline.with(-1, '2027-12-01'))).exit, 1)
  assert.equal((await cli(join(folder, 'absent.pdf'), ...offline)).exit, 2)
  assert.equal((await cli(pdf, '--offline', '--proof', proof, '--policy', proof)).exit, 2)
  assert.equal((await cli(pdf, '--server', 'http://127.0.0.1:9')).exit, 2)
  assert.equal((await cli()).exit, 2)
  assert.equal((await cli(pdf, '--unknown')).exit, 2)
})

test('duheng verify, online: the server is asked by hash or id, and the policy it gives is called not pinned', async () => {
  const server = serve({ fetch: t.house.app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  t.clock.advance(60_000)
  const online = ['--server', `http://127.0.0.1:${address.port}`, '--today', '2026-11-24']
  const good = await cli(made2('a.pdf', a.pdf), ...online)
  assert.equal(good.exit, 0, good.out)
  assert.match(good.out, /not pinned/)
  assert.doesNotMatch((await cli(made2('a.pdf', a.pdf), ...online, '--policy', made2('policy', Buffer.from(await policyText())))).out, /not pinned/)
  assert.equal((await cli(made2('unknown.pdf', Buffer.from('%PDF-1.7\n')), ...online)).exit, 1)
  server.close()
})

test('the shell script agrees, with nothing of ours', { skip: !(has('openssl') && has('pdfdetach') && has('bash')) && 'needs bash, openssl and poppler' }, async () => {
  const script = fileURLToPath(new URL('../../scripts/verify.sh', import.meta.url))
  const policy = made2('policy', Buffer.from(await policyText()))
  const run = (file: string, proof: string) => spawnSync('bash', [script, file, proof, policy], { encoding: 'utf8', env: { ...process.env, VERIFY_TODAY: '2026-11-24' } })
  const proof = made2('a.proof', Buffer.from(a.proof))
  const good = run(made2('a.pdf', a.pdf), proof)
  assert.equal(good.status, 0, good.stdout + good.stderr)
  assert.match(good.stdout, /GENUINE/)
  assert.equal(run(made2('a.xml', a.xml), proof).status, 0)
  const flipped = Buffer.from(a.pdf)
  flipped[9000] = (flipped[9000] ?? 0) ^ 1
  for (const [file, with_, says] of [
    [made2('flipped.pdf', flipped), proof, /byte for byte/], [made2('b.pdf', b.pdf), proof, /byte for byte/],
    [made2('a.pdf', a.pdf), made2('x1', Buffer.from(breaks[0]![1](a.proof, b.proof))), /claims/],
    [made2('a.pdf', a.pdf), made2('x2', Buffer.from(breaks[1]![1](a.proof, b.proof))), /root/],
    [made2('a.pdf', a.pdf), made2('x3', Buffer.from(breaks[2]![1](a.proof, b.proof))), /never admitted/],
    [made2('a.pdf', a.pdf), made2('x4', Buffer.from(breaks[3]![1](a.proof, b.proof))), /not in the log/],
  ] as const) {
    const answer = run(file, with_)
    assert.equal(answer.status, 1, answer.stdout + answer.stderr)
    assert.match(answer.stdout, says)
  }
  assert.equal(run(made2('a.pdf', a.pdf), join(folder, 'absent')).status, 2)
})

test('revoked: red with the reason, in the browser, on the command line and in the shell', async () => {
  const revoked = await made('item:3')
  const head = await t.call(signatory, 'POST', `/api/certificates/${revoked.id}/revocation`, { code: 'standard-in-doubt', reason: '所用标准器超差' })
  assert.equal(head.status, 200, JSON.stringify(head.body))
  const verdict = await asked(revoked.pdf)
  assert.equal(kindOf(verdict), 'genuine revoked')
  const [pdf, proof, policy] = [made2('r.pdf', revoked.pdf), made2('r.proof', Buffer.from(await proofOf(revoked.publicId))), made2('policy', Buffer.from(await policyText()))]
  const line = await cli(pdf, '--offline', '--proof', proof, '--policy', policy, '--today', '2026-11-24')
  assert.equal(line.exit, 1)
  assert.match(line.out, /已撤销/)
  const old = await cli(pdf, '--offline', '--proof', made2('old.proof', Buffer.from(revoked.proof)), '--policy', policy, '--today', '2026-11-24')
  assert.equal(old.exit, 0, 'an older proof cannot know of a later revocation; it says as of when it speaks')
  assert.match(old.out, /状态取自 2026-11-2/)
})

test('signed after the stamp was ended: red, whatever time the leaf claims', async () => {
  const early = await made('item:4')
  await t.house.certificates.ledger.stamps.end(lab, { op: 'key-compromise', since: 0 }, t.clock)
  await new Promise((resolve) => { setTimeout(resolve, 1500) })
  const policy = parsePolicy(await policyText())
  assert.ok(policy.ok)
  const checked = await checkBundle(await proofOf(early.publicId), policy.policy, verifySignature)
  assert.ok(!checked.ok && checked.link === 'interval')
  const next = await made('item:5')
  assert.equal(kindOf(await asked(next.pdf)), 'genuine valid')
})
