// The state of a certificate on a day, from what happened to it. Pure. A state is never stored.

export type CertificateState = 'pending' | 'valid' | 'superseded' | 'revoked' | 'expired'
export type StateFacts = { leafIndex: number | null; revokedAt: string | null; supersededAt: string | null; validUntil: string | null }

/** A revocation outweighs a replacement, either outweighs the end of validity; the last day of validity is still valid. */
export function stateOn(facts: StateFacts, today: string): CertificateState {
  if (facts.revokedAt !== null) return 'revoked'
  if (facts.supersededAt !== null) return 'superseded'
  if (facts.leafIndex === null) return 'pending'
  return facts.validUntil !== null && facts.validUntil < today ? 'expired' : 'valid'
}

export type Ending = { kind: 'revoke' } | { kind: 'supersede'; successor: { id: number; orgId: number; itemSerial: string; itemModel: string; issuedAt: string; ended: boolean } }
export type EndingFacts = { id: number; orgId: number; itemSerial: string; itemModel: string; issuedAt: string; revoked: boolean; superseded: boolean }
export type MayEnd = { ok: true } | { ok: false; rule: string; zh: string; en: string }

/** Whether a certificate may be revoked or replaced by another one. */
export function mayEnd(facts: EndingFacts, ending: Ending): MayEnd {
  if (facts.revoked) return no('already-revoked', '这份证书已经撤销。', 'This certificate was revoked already.')
  if (ending.kind === 'revoke') return { ok: true }
  if (facts.superseded) return no('already-superseded', '这份证书已经被替代。', 'This certificate was superseded already.')
  const { successor } = ending
  if (successor.id === facts.id) return no('itself', '证书不能替代它自己。', 'A certificate cannot replace itself.')
  if (successor.orgId !== facts.orgId) return no('other-laboratory', '新证书不是同一机构签发的。', 'The new certificate is of another laboratory.')
  if (successor.itemSerial !== facts.itemSerial || successor.itemModel !== facts.itemModel) {
    return no('other-instrument', `新证书上的器具（${successor.itemModel} ${successor.itemSerial}）与原证书（${facts.itemModel} ${facts.itemSerial}）不是同一台。`, `The new certificate is of another instrument (${successor.itemModel} ${successor.itemSerial}, not ${facts.itemModel} ${facts.itemSerial}).`)
  }
  if (successor.ended) return no('successor-ended', '新证书本身已撤销或被替代。', 'The new certificate was itself revoked or superseded.')
  if (successor.issuedAt < facts.issuedAt) return no('older', '新证书的签发时间早于原证书。', 'The new certificate is older than this one.')
  return { ok: true }
}
const no = (rule: string, zh: string, en: string): MayEnd => ({ ok: false, rule, zh, en })
