// The words of verdicts, by act. Verification knows only 合格 passes and 不合格 fails, a calibration 符合 conforms only where that is agreed; "passed" 通过 is said nowhere. Pure.
import type { Pair } from './i18n.ts'
import type { VerdictKind } from './tokens.ts'

export type Verdict = { readonly kind: VerdictKind; readonly words: Pair }

export const verdicts = {
  passes: { kind: 'ok', words: ['合格', 'Passes'] },
  fails: { kind: 'bad', words: ['不合格', 'Fails'] },
  conforms: { kind: 'ok', words: ['符合', 'Conforms'] },
  doesNotConform: { kind: 'bad', words: ['不符合', 'Does not conform'] },
  guardBand: { kind: 'warn', words: ['落入保护带', 'In guard band'] },
  nearLimit: { kind: 'warn', words: ['近限', 'Near limit'] },
  notAssessable: { kind: 'unk', words: ['不可判定', 'Not assessable'] },
  valid: { kind: 'ok', words: ['有效', 'Valid'] },
  altered: { kind: 'bad', words: ['被改动', 'Altered'] },
  superseded: { kind: 'void', words: ['已替代', 'Superseded'] },
  revoked: { kind: 'void', words: ['已撤销', 'Revoked'] },
  cancelled: { kind: 'void', words: ['已注销', 'Cancelled'] },
  expired: { kind: 'bad', words: ['已过有效期', 'Expired'] },
  expiring: { kind: 'warn', words: ['将到期', 'Due soon'] },
  notFound: { kind: 'unk', words: ['未查到', 'Not found'] },
  unverified: { kind: 'unk', words: ['未核实', 'Unverified'] },
  notAdopted: { kind: 'unk', words: ['未采用', 'Not adopted'] },
  normal: { kind: 'ok', words: ['正常', 'Normal'] },
  suspect: { kind: 'warn', words: ['可疑', 'Suspect'] },
  anomalous: { kind: 'bad', words: ['异常', 'Anomalous'] },
  pending: { kind: 'unk', words: ['待判', 'Pending'] },
  onTime: { kind: 'ok', words: ['按时', 'On time'] },
} as const satisfies Readonly<Record<string, Verdict>>

export type VerdictName = keyof typeof verdicts
