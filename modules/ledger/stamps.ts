// Stamps: the pair of keys (P-256 and SM2) with which an institute signs leaves, and the root pair that admits them. Keys are files
// of this machine: an evaluation seal without legal force; a licensed authority's keys stand behind the same `Signer`.
// Absent: who may ask for a new stamp (key-routes.ts).
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { newPrivateKeyPem, signerOfPem } from '@duheng/signing/keys.ts'
import { signerOfFile, writeKeyFile } from '@duheng/signing/key-files.ts'
import type { Signer } from '@duheng/signing/keys.ts'
import { signLeaf, stampId } from '@duheng/signing/leaf.ts'
import type { Leaf, StampSigners } from '@duheng/signing/leaf.ts'
import { DEMO_MARK, issueCertificate } from '@duheng/signing/x509.ts'
import type { DistinguishedName } from '@duheng/signing/x509.ts'
import { encodeBase64 } from '@duheng/tlog/text.ts'
import { instantOf } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import { Refusal } from '#platform/http/problem.ts'
import type { LeafTimes } from './leaf-times.ts'
import { addStamp, currentStamp, endStamp } from './stamp-store.ts'
import type { StampRow } from './stamp-store.ts'

export type Stamp = StampSigners & {
  readonly key: string
  /** X.509 of the P-256 key and of the root that issued it, for seals in PDF files. */
  readonly certificate: Uint8Array
  readonly root: Uint8Array
  readonly notAfter_ms: number
}

type Ending = { op: 'key-retire' } | { op: 'key-compromise'; since: number }

export type Stamps = {
  /** The stamp an organisation signs with today; made, admitted and renewed when needed. */
  of(orgId: number, name: string, clock: Clock): Promise<Stamp>
  root(clock: Clock): Promise<Stamp>
  /** Ends the organisation's stamp; the next `of` makes a new one. `since` names the first leaf that no longer counts. */
  end(orgId: number, how: Ending, clock: Clock): Promise<number | undefined>
  /** Within the caller's transaction: the stamp still counts, and will until this transaction ends. */
  holds(tx: Tx, orgId: number, key: string): Promise<boolean>
}

type StampsOptions = {
  db: Database; filesDir: string; demo: boolean
  times: (clock: Clock) => LeafTimes
  enqueue: (tx: Tx, clock: Clock, leaf: Leaf) => Promise<number>
  sequenced: (ids: readonly number[]) => Promise<void>
}

const DAY_MS = 86_400_000
const STAMP_DAYS = 395 // 13 months at most
const ROOT_DAYS = 3_653
const RENEW_DAYS = 14
const ROOT_ORG = 0
const STAMP_LOCK = 0x7374616d

export function openStamps(o: StampsOptions): Stamps {
  const known = new Map<number, Promise<Stamp>>()
  const opening = async (orgId: number, clock: Clock, make: () => Promise<Stamp>): Promise<Stamp> => {
    const cached = known.get(orgId)
    const stamp = await cached?.catch(() => undefined)
    if (stamp !== undefined && clock.now() < stamp.notAfter_ms - RENEW_DAYS * DAY_MS) return stamp
    if (known.get(orgId) !== cached) return opening(orgId, clock, make) // another request is making it
    const made = make()
    known.set(orgId, made)
    made.catch(() => { if (known.get(orgId) === made) known.delete(orgId) })
    return made
  }
  const root = (clock: Clock) => opening(ROOT_ORG, clock, () => rootStamp(o, clock))
  return {
    root,
    of: async (orgId, name, clock) => {
      if (orgId <= 0) throw new Error('an organisation has a positive id')
      const admitting = await root(clock)
      return opening(orgId, clock, () => orgStamp(o, admitting, { orgId, name, clock }))
    },
    end: async (orgId, how, clock) => {
      const admitting = await root(clock)
      known.delete(orgId)
      return o.db.withTx(jobScope, (tx) => endCurrent(o, tx, admitting, { orgId, how, clock }))
    },
    holds: async (tx, orgId, key) => {
      await sql`select pg_advisory_xact_lock_shared(${STAMP_LOCK}::int, ${orgId % 2_000_000_000}::int)`.execute(tx)
      return (await currentStamp(tx, orgId))?.key === key
    },
  }
}

async function rootStamp(o: StampsOptions, clock: Clock): Promise<Stamp> {
  const row = await o.db.withTx(jobScope, (tx) => currentStamp(tx, ROOT_ORG))
  if (row !== undefined) return loadStamp(o, row, row.certificate)
  const pair = newPair(o)
  const name = authorityName(o.demo)
  const certificate = await certify(pair, name, { name, signer: pair.p256 }, { use: 'root', days: ROOT_DAYS, clock })
  return admit(o, { orgId: ROOT_ORG, role: 'root', pair, certificate, by: pair, root: certificate.der, clock })
}

async function orgStamp(o: StampsOptions, root: Stamp, { orgId, name, clock }: { orgId: number; name: string; clock: Clock }): Promise<Stamp> {
  const row = await o.db.withTx(jobScope, (tx) => currentStamp(tx, orgId))
  if (row !== undefined && clock.now() < Date.parse(row.not_after) - RENEW_DAYS * DAY_MS) return loadStamp(o, row, root.root)
  if (row !== undefined) await o.db.withTx(jobScope, (tx) => endCurrent(o, tx, root, { orgId, how: { op: 'key-retire' }, clock }))
  const pair = newPair(o)
  const subject = sealName(o.demo, name)
  const certificate = await certify(pair, subject, { name: authorityName(o.demo), signer: root.p256 }, { use: 'signing', days: STAMP_DAYS, clock })
  return admit(o, { orgId, role: 'stamp', pair, certificate, by: root, root: root.root, clock })
}

type Pair = StampSigners & { key: string }
type Certified = { der: Uint8Array; notAfter: string }
type Admission = { orgId: number; role: 'root' | 'stamp'; pair: Pair; certificate: Certified; by: Pair; root: Uint8Array; clock: Clock }

/** New keys lie in files before anybody hears of them; a stop in between leaves files that were never admitted. */
function newPair(o: StampsOptions): Pair {
  const [p256Pem, sm2Pem] = [newPrivateKeyPem('p256'), newPrivateKeyPem('sm2')]
  const [p256, sm2] = [ofPem(p256Pem), ofPem(sm2Pem)]
  const key = stampId({ p256: p256.publicKey, sm2: sm2.publicKey })
  const folder = keyFolder(o.filesDir, key)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeKeyFile(join(folder, 'p256.pem'), p256Pem)
  writeKeyFile(join(folder, 'sm2.pem'), sm2Pem)
  return { key, p256, sm2 }
}

const keyFolder = (filesDir: string, key: string) => join(filesDir, 'keys', 'stamps', key)

function ofPem(pem: string): Signer {
  const loaded = signerOfPem(pem)
  if (!loaded.ok) throw new Error(`a new key cannot be read back: ${loaded.reason}`)
  return loaded.signer
}

/** Before the key is used, its leaf is in the log: signatures count only after it. */
async function admit(o: StampsOptions, { orgId, role, pair, certificate, by, root, clock }: Admission): Promise<Stamp> {
  const leaf = await signLeaf({
    op: 'key-add', key: pair.key, role, p256Key: encodeBase64(pair.p256.publicKey), sm2Key: encodeBase64(pair.sm2.publicKey),
    stamp: by.key, ...o.times(clock),
  }, by)
  const entry = await o.db.withTx(jobScope, async (tx) => {
    await lockStamp(tx, orgId)
    if (await currentStamp(tx, orgId)) return undefined // another process was first
    const added = await o.enqueue(tx, clock, leaf)
    await addStamp(tx, {
      org_id: orgId, key: pair.key, role, p256_key: Buffer.from(pair.p256.publicKey), sm2_key: Buffer.from(pair.sm2.publicKey),
      certificate: Buffer.from(certificate.der), not_after: certificate.notAfter, added_entry: added,
    })
    return added
  })
  if (entry === undefined) {
    const row = await o.db.withTx(jobScope, (tx) => currentStamp(tx, orgId))
    if (row === undefined) throw new Error('a stamp was ended while it was made')
    return loadStamp(o, row, role === 'root' ? row.certificate : root)
  }
  await o.sequenced([entry])
  return { ...pair, certificate: certificate.der, root, notAfter_ms: Date.parse(certificate.notAfter) }
}

async function loadStamp(o: StampsOptions, row: StampRow, root: Uint8Array): Promise<Stamp> {
  const folder = keyFolder(o.filesDir, row.key)
  const [p256, sm2] = [signerOfFile(join(folder, 'p256.pem')), signerOfFile(join(folder, 'sm2.pem'))]
  if (!p256.ok || !sm2.ok) throw keyRefusal(!p256.ok ? p256.reason : !sm2.ok ? sm2.reason : '')
  if (stampId({ p256: p256.signer.publicKey, sm2: sm2.signer.publicKey }) !== row.key) throw keyRefusal('other-key')
  await o.sequenced([row.added_entry])
  return { key: row.key, p256: p256.signer, sm2: sm2.signer, certificate: row.certificate, root, notAfter_ms: Date.parse(row.not_after) }
}

const keyRefusal = (reason: string) => new Refusal(503, 'stamp-key', [
  `签章密钥不能使用（${reason}）。没有签署任何内容；请管理员从备份恢复密钥文件，或停用该签章后重试。`,
  `The stamp's key cannot be used (${reason}). Nothing was signed; an administrator must restore the key file from the backup or retire the stamp.`,
])

const lockStamp = (tx: Tx, orgId: number) => sql`select pg_advisory_xact_lock(${STAMP_LOCK}::int, ${orgId % 2_000_000_000}::int)`.execute(tx)

async function endCurrent(o: StampsOptions, tx: Tx, root: Stamp, { orgId, how, clock }: { orgId: number; how: Ending; clock: Clock }): Promise<number | undefined> {
  await lockStamp(tx, orgId) // waits for certificates that are just being recorded with it
  const row = await currentStamp(tx, orgId)
  if (row === undefined || orgId === ROOT_ORG) return undefined
  const about = { key: row.key, stamp: root.key, ...o.times(clock) }
  const leaf = await signLeaf(how.op === 'key-retire' ? { op: how.op, ...about } : { op: how.op, since: String(how.since), ...about }, root)
  const entry = await o.enqueue(tx, clock, leaf)
  await endStamp(tx, row.id, entry, how.op === 'key-retire' ? null : how.since)
  return entry
}

type Validity = { use: 'root' | 'signing'; days: number; clock: Clock }
async function certify(pair: Pair, subject: DistinguishedName, issuer: { name: DistinguishedName; signer: Signer }, { use, days, clock }: Validity): Promise<Certified> {
  const second = (ms: number) => `${instantOf(ms).slice(0, 19)}Z`
  const notBefore = second(clock.now() - DAY_MS)
  const notAfter = second(clock.now() + days * DAY_MS)
  const der = await issueCertificate({ subject, publicKey: pair.p256.publicKey, notBefore, notAfter, serial: randomBytes(16), use }, issuer)
  return { der, notAfter }
}

const EVALUATION_MARK = '评估 无法律效力 evaluation'
const cut = (text: string, most: number) => [...text].slice(0, most).join('')

/** Both names say what the seal is worth, so that no viewer shows it without. */
function sealName(demo: boolean, name: string): DistinguishedName {
  return { country: 'CN', organisation: cut(`${demo ? DEMO_MARK : EVALUATION_MARK} ${name}`, 64), commonName: cut(name, 64) }
}
function authorityName(demo: boolean): DistinguishedName {
  return { country: 'CN', organisation: demo ? DEMO_MARK : EVALUATION_MARK, commonName: demo ? '度衡演示根 Duheng DEMO root' : '度衡评估根 Duheng evaluation root' }
}
