// The roles of the house in both languages, as the session names them.
import type { Pair } from '#ui/i18n.ts'

const roleWords = new Map<string, Pair>([
  ['reception', ['收发', 'Reception']],
  ['verifier', ['检定员', 'Verifier']],
  ['checker', ['核验员', 'Checker']],
  ['signatory', ['授权签字人', 'Signatory']],
  ['quality', ['质量负责人', 'Quality']],
  ['head', ['所长', 'Head']],
  ['city-desk', ['市局计量科', 'City desk']],
  ['county-officer', ['县局计量', 'County officer']],
  ['enforcement', ['执法', 'Enforcement']],
  ['owner-admin', ['单位管理员', 'Owner']],
  ['clerk', ['经办人', 'Clerk']],
  ['system-admin', ['系统管理员', 'System admin']],
  ['security-admin', ['安全管理员', 'Security admin']],
  ['audit-admin', ['审计管理员', 'Audit admin']],
])

export function roleWord(role: string): Pair {
  return roleWords.get(role) ?? [role, role]
}
