// The chain upward from a standard's certificate: what it says of its issuer's standards, and, where we hold the certificate of one of
// those ourselves, that certificate in turn. Ends where we know nothing more; a ring is cut and said.
import type { Tx } from '#platform/db/database.ts'
import { visible } from '#platform/db/visible.ts'
import { OWN } from './belongs.ts'
import { validityOn } from './standard.ts'
import { certificateById } from './standard-store.ts'
import type { CertificateRow } from './standard-store.ts'

export type ChainNode = {
  level: number
  certificateId: number | null
  name: string
  number: string
  issuer: string
  state: ReturnType<typeof validityOn> | 'not held' | 'ring'
  validUntil: string | null
  sha256: string | null
  /** Index of the node this one supports; null for the first. */
  supports: number | null
}

const NODES_MAX = 200

export async function chainUpward(tx: Tx, certificateId: number, day: string): Promise<{ nodes: ChainNode[]; cut: boolean } | undefined> {
  const first = await certificateById(tx, certificateId)
  if (!first) return undefined
  const nodes: ChainNode[] = [nodeOf(first, 0, null, day)]
  const open: { row: CertificateRow; at: number; seen: ReadonlySet<number> }[] = [{ row: first, at: 0, seen: new Set([first.id]) }]
  for (let next = open.shift(); next && nodes.length < NODES_MAX; next = open.shift()) {
    const level = (nodes[next.at]?.level ?? 0) + 1
    for (const above of upwardOf(next.row)) {
      if (nodes.length >= NODES_MAX) return { nodes, cut: true }
      const held = await heldCertificate(tx, above)
      if (!held) { nodes.push({ level, certificateId: null, name: above.name, number: above.certificate, issuer: '', state: 'not held', validUntil: null, sha256: null, supports: next.at }); continue }
      if (next.seen.has(held.id)) { nodes.push({ ...nodeOf(held, level, next.at, day), state: 'ring' }); continue }
      nodes.push(nodeOf(held, level, next.at, day))
      open.push({ row: held, at: nodes.length - 1, seen: new Set([...next.seen, held.id]) })
    }
  }
  return { nodes, cut: false }
}

const nodeOf = (row: CertificateRow, level: number, supports: number | null, day: string): ChainNode => ({
  level, certificateId: row.id, name: nameOf(row), number: row.number, issuer: row.issuer,
  state: validityOn({ issuedOn: row.issued_on, validUntil: row.valid_until, withdrawn: row.withdrawn_act !== null }, day),
  validUntil: row.valid_until, sha256: row.file_sha256, supports,
})

function factsField(row: CertificateRow, field: string): unknown {
  const { facts } = row
  return typeof facts === 'object' && facts !== null && !Array.isArray(facts) && Object.hasOwn(facts, field) ? facts[field] : undefined
}

function nameOf(row: CertificateRow): string {
  const item = factsField(row, 'item')
  return typeof item === 'string' ? item : ''
}

type Above = { name: string; certificate: string; sha256: string }

function upwardOf(row: CertificateRow): Above[] {
  const upward = factsField(row, 'upward')
  if (!Array.isArray(upward)) return []
  return upward.flatMap((u: unknown) => {
    if (typeof u !== 'object' || u === null || !('name' in u) || !('certificate' in u)) return []
    const sha256 = 'sha256' in u && typeof u.sha256 === 'string' ? u.sha256 : ''
    return typeof u.name === 'string' && typeof u.certificate === 'string' ? [{ name: u.name, certificate: u.certificate, sha256 }] : []
  })
}

/** The certificate we hold ourselves: by the hash of its bytes, else by its number. */
async function heldCertificate(tx: Tx, above: Above): Promise<CertificateRow | undefined> {
  const all = tx.selectFrom('laboratory.standard_certificate').selectAll().where('withdrawn_act', 'is', null).where((e) => visible(e, tx, OWN)).orderBy('id', 'desc').limit(1)
  const byHash = above.sha256 === '' ? undefined : await all.where('file_sha256', '=', above.sha256).executeTakeFirst()
  return byHash ?? (above.certificate === '' ? undefined : all.where('number', '=', above.certificate).executeTakeFirst())
}
