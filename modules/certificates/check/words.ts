// What is said to whoever checks a certificate, in both languages: one sentence for the verdict, the names of the claims, and what was
// checked. The public page, its script and the command line say the same. Pure.
import { CLAIM_NAMES } from './claims.ts'
import type { ClaimName, Claims } from './claims.ts'
import type { BrokenLink, Proven } from './check.ts'
import type { State, Verdict } from './verdict.ts'

export type Pair = readonly [zh: string, en: string]
/** Colour is never alone: each tone has a word and a sign of its own. */
export type Tone = 'ok' | 'bad' | 'warn' | 'unk' | 'void'
export type Saying = { tone: Tone; sign: string; title: Pair; text: Pair }

export const claimWords: Readonly<Record<ClaimName, Pair>> = {
  kind: ['证书种类', 'Kind'],
  number: ['证书编号', 'Certificate No.'],
  publicId: ['查验短码', 'Short code'],
  laboratory: ['签发机构', 'Issued by'],
  itemName: ['器具名称', 'Instrument'],
  itemModel: ['型号/规格', 'Model'],
  itemSerial: ['出厂编号', 'Serial No.'],
  itemCode: ['器具身份码', 'Identity code'],
  conclusion: ['结论', 'Conclusion'],
  measuredOn: ['测量日期', 'Measured on'],
  issuedOn: ['签发日期', 'Issued on'],
  validUntil: ['有效期至', 'Valid until'],
  procedure: ['依据', 'According to'],
  demo: ['演示', 'Demo'],
}

const kindWords: Readonly<Record<string, Pair>> = {
  verification: ['检定证书', 'Verification certificate'],
  rejection: ['检定结果通知书', 'Notice of verification result'],
  calibration: ['校准证书', 'Calibration certificate'],
}

/** A claim as it is shown: the kind in words, dates and texts as they are, a dash for nothing. */
export function shownClaim(name: ClaimName, claims: Claims): Pair {
  const value = claims[name]
  if (value === undefined) return ['—', '—']
  return (name === 'kind' ? kindWords[value] : undefined) ?? [value, value]
}

/** The claims that are shown, in their order; what nobody claimed is left out. */
export const shownNames = (...all: readonly Claims[]): ClaimName[] => CLAIM_NAMES.filter((name) => name !== 'publicId' && all.some((c) => c[name] !== undefined))

export const revocationWords: Readonly<Record<string, Pair>> = {
  'issued-in-error': ['签发有误', 'issued in error'],
  'measurement-in-doubt': ['测量结果存疑', 'the measurement is in doubt'],
  'standard-in-doubt': ['所用标准器存疑', 'the standard used is in doubt'],
  'key-compromised': ['签章密钥失密', 'the key of the stamp was compromised'],
  withdrawn: ['机构撤回', 'withdrawn by the laboratory'],
}

export type StateFacts = { claims: Claims; at?: string; reason?: Pair; by?: string }

/** The sentence for a certificate that is genuine. */
export function stateSaying(state: State | 'pending', { claims, at, reason, by }: StateFacts): Saying {
  const day = at?.slice(0, 10) ?? ''
  const until = claims.validUntil
  const serial = claims.itemSerial ?? ''
  switch (state) {
    case 'valid': return {
      tone: 'ok', sign: '✓', title: ['这份证书是真的，今天有效', 'This certificate is genuine and valid today'],
      text: [`${until === undefined ? '' : `有效期至 ${until}。`}请再看一眼：器具上的编号应是 ${serial}。`, `${until === undefined ? '' : `Valid until ${until}. `}Look once more: the number on the instrument should be ${serial}.`],
    }
    case 'expired': return {
      tone: 'warn', sign: '!', title: ['这份证书是真的，但已过有效期', 'This certificate is genuine but past its validity'],
      text: [`有效期至 ${until}。器具是否重新检定，请查它的新证书。`, `It was valid until ${until}. Whether the instrument was verified again stands in its newer certificate.`],
    }
    case 'superseded': return {
      tone: 'void', sign: '—', title: ['这份证书已被新证书替代', 'This certificate was superseded'],
      text: [`${day} 起以新证书为准${reason ? `，原因：${reason[0]}` : ''}${by ? `。新证书短码 ${by}` : ''}。`, `Since ${day} another certificate counts${reason ? `; reason: ${reason[1]}` : ''}${by ? `. Its short code is ${by}` : ''}.`],
    }
    case 'revoked': return {
      tone: 'bad', sign: '✕', title: ['这份证书已撤销', 'This certificate was revoked'],
      text: [`已于 ${day} 撤销${reason ? `，原因：${reason[0]}` : ''}。请勿再作为依据。`, `Revoked on ${day}${reason ? `: ${reason[1]}` : ''}. Do not rely on it.`],
    }
    case 'pending': return {
      tone: 'warn', sign: '…', title: ['这份证书刚刚签发，正在登记', 'This certificate was just issued and is being logged'],
      text: ['几秒后再查一次，就能看到完整的登记证明。', 'Check again in a few seconds for the whole proof.'],
    }
  }
}

const linkWords: Readonly<Record<BrokenLink, Pair>> = {
  bundle: ['证明文件不能读取', 'the proof file cannot be read'],
  log: ['公开日志的证明不成立', 'the proof of the public log does not hold'],
  root: ['日志的根不成立', 'the root of the log does not hold'],
  stamp: ['签章没有被承认', 'the stamp was not admitted'],
  signature: ['签名不成立', 'a signature does not hold'],
  interval: ['签章在那时不算数', 'the stamp did not count at that place'],
  claims: ['登记内容与日志不一致', 'the claims are not those that were logged'],
  event: ['撤销或替代的记录不成立', 'a revocation or replacement does not hold'],
}

const eventFacts = (v: { proven: Proven; event?: Extract<Verdict, { kind: 'genuine' }>['event'] }): StateFacts => ({
  claims: v.proven.claims, at: v.event?.time,
  ...(v.event?.kind === 'revoke' ? { reason: revocationWords[v.event.reason] } : {}),
  ...(v.event?.kind === 'supersede' ? { by: v.event.by } : {}),
})

export function saying(verdict: Verdict): Saying {
  switch (verdict.kind) {
    case 'genuine': return stateSaying(verdict.state, eventFacts(verdict))
    case 'altered': return alteredSaying(verdict)
    case 'pending': return stateSaying('pending', { claims: {} })
    case 'unproven': return {
      tone: 'bad', sign: '✕', title: ['登记证明不成立，不能认定这份证书', 'The proof does not hold; this certificate cannot be confirmed'],
      text: [`${linkWords[verdict.link][0]}。请勿据此交易，并告知签发机构。`, `${linkWords[verdict.link][1]}. Do not rely on it, and tell the laboratory.`],
    }
    case 'unknown': return {
      tone: 'unk', sign: '?', title: ['没有查到这份证书', 'No such certificate here'],
      text: ['可能输错了，也可能不是本平台签发的；这不等于假证。可以扫一扫证书上的二维码，再拖入文件。', 'It may be mistyped or issued elsewhere; that does not make it a forgery. Scan the QR code on the paper, then drop the file again.'],
    }
    case 'unreadable': return {
      tone: 'unk', sign: '?', title: ['这个文件读不了', 'This file cannot be read'],
      text: ['请选择证书的 PDF 或 XML 文件（不超过 50 MB）。', 'Choose the PDF or XML file of the certificate (at most 50 MB).'],
    }
  }
}

function alteredSaying(verdict: Extract<Verdict, { kind: 'altered' }>): Saying {
  const conclusion = verdict.differences.find((d) => d.name === 'conclusion')
  const text: Pair = conclusion
    ? [`登记的结论是“${conclusion.logged ?? '—'}”，您的文件写的是“${conclusion.found ?? '—'}”。请勿据此交易。`, `The log says “${conclusion.logged ?? '—'}”, your file says “${conclusion.found ?? '—'}”. Do not rely on it.`]
    : ['它与签发时登记的内容不一致。请以登记内容为准，不要凭这份文件交易。', 'It is not the file that was logged when it was issued. What was logged counts; do not rely on this file.']
  return { tone: 'bad', sign: '✕', title: ['这份文件被改动过', 'This file was altered'], text }
}

/** "What we checked", as numbered lines. */
export function checkedLines(proven: Proven, bytes: 'same' | 'other' | 'none'): Pair[] {
  const { index, size, witnesses, at } = proven
  const file: Pair = bytes === 'same' ? ['文件指纹：一致', 'Fingerprint of the file: the same'] : bytes === 'other' ? ['文件指纹：不一致', 'Fingerprint of the file: not the same'] : ['文件指纹：没有比对（拖入文件即可比对）', 'Fingerprint of the file: not compared (drop the file to compare)']
  return [
    file,
    [`公开日志第 ${index} 条（共 ${size} 条）：有此证书，SM2 与 P‑256 签名成立`, `Public log, entry ${index} of ${size}: the certificate is there, its SM2 and P‑256 signatures hold`],
    witnesses === 0
      ? ['已登记，尚无第三方见证', 'Logged, not witnessed']
      : [`已登记，${witnesses} 方见证`, `Logged, ${witnesses} witness(es)`],
    [`状态取自 ${at.slice(0, 16).replace('T', ' ')} UTC 的日志`, `State as of the log of ${at.slice(0, 16).replace('T', ' ')} UTC`],
  ]
}
