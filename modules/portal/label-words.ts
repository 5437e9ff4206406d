// What the page behind an instrument's label says, in both languages. Pure.
import { civilDate } from '#platform/clock.ts'
import type { ItemCertificate, Pair, Saying } from '#modules/certificates/contract.ts'
import type { LabelFace } from '#modules/registry/contract.ts'

/** The one sentence: what the newest certificate issued here says of the instrument today. */
export function labelSaying(face: Pick<LabelFace, 'scrapped'> | undefined, certificate: ItemCertificate | undefined): Saying {
  if (face?.scrapped) {
    return { tone: 'void', sign: '—', title: ['这台器具已登记报废', 'This instrument is registered as scrapped'], text: ['它的标签和合格标记不再作数。', 'Its label and its mark no longer count.'] }
  }
  if (!certificate) {
    return { tone: 'unk', sign: '?', title: ['没有查到在本平台签发的证书', 'No certificate issued here was found'], text: ['证书可能由其他机构签发；这不等于没有检定。可以请使用者出示证书。', 'Another institution may have issued one; this does not mean it was never verified. Ask its user for the certificate.'] }
  }
  return certificateSaying(certificate)
}

function certificateSaying({ state, claims, endedAt }: ItemCertificate): Saying {
  const on = claims.measuredOn ?? claims.issuedOn ?? ''
  const until = claims.validUntil
  if (state === 'revoked') return { tone: 'bad', sign: '✕', title: ['最近一份证书已撤销', 'Its newest certificate was revoked'], text: [`已于 ${dayOf(endedAt)} 撤销，请勿再作为依据。`, `Revoked on ${dayOf(endedAt)}; do not rely on it.`] }
  if (state === 'superseded') return { tone: 'void', sign: '—', title: ['最近一份证书已被替代', 'Its newest certificate was superseded'], text: [`${dayOf(endedAt)} 起以新证书为准，打开下面的证书可以找到它。`, `Since ${dayOf(endedAt)} another certificate counts; the certificate below leads to it.`] }
  if (claims.kind === 'rejection') return { tone: 'bad', sign: '✕', title: ['最近一次检定：不合格', 'Newest verification: fails'], text: [`检定日期 ${on}。`, `Verified on ${on}.`] }
  if (claims.kind === 'calibration') return { tone: 'unk', sign: '?', title: ['只有校准证书', 'There is a calibration only'], text: [`校准日期 ${on}。校准给出误差，不判合格。`, `Calibrated on ${on}. A calibration states errors and passes nothing.`] }
  if (state === 'expired') return { tone: 'warn', sign: '!', title: [`检定已于 ${until} 到期`, `Its verification ended on ${until}`], text: ['没有查到之后签发的证书；可能正在重新检定，也可能由其他机构检定。', 'No later certificate was issued here; it may be under verification, or verified elsewhere.'] }
  return { tone: 'ok', sign: '✓', title: until === undefined ? ['检定合格', 'Passes its verification'] : [`检定合格，有效期至 ${until}`, `Passes its verification, valid until ${until}`], text: [`检定日期 ${on}。请再看一眼：器具上的编号应是 ${claims.itemSerial ?? '—'}。`, `Verified on ${on}. Look once more: the number on the instrument should be ${claims.itemSerial ?? '—'}.`] }
}

const dayOf = (at: string | null): string => (at === null ? '' : civilDate(Date.parse(at)))

/** Compulsory or not, as the rules say; a rule nobody adopted is shown and decides nothing. */
export function compulsoryWords({ says, decided }: LabelFace['compulsory']): Pair {
  if (says === 'unknown') return ['还不能判定', 'Cannot be decided yet']
  if (says === 'yes') return decided ? ['是，强制检定', 'Yes, verified compulsorily'] : ['按目录应当强制检定（规则尚未采用，不作认定）', 'By the catalogue it would be (the rule is not adopted and decides nothing)']
  return decided ? ['否', 'No'] : ['按目录不要求强制检定（规则尚未采用，不作认定）', 'By the catalogue it would not be (the rule is not adopted and decides nothing)']
}
