// The states of verification in words, as rules/workflows/verification.yaml has them; a test holds both together.
import type { Pair } from '#ui/i18n.ts'

export const stateWords: Readonly<Record<string, Pair>> = {
  draft: ['草稿', 'Draft'],
  filed: ['已备案', 'Filed'],
  booked: ['已预约', 'Booked'],
  accepted: ['已受理', 'Accepted'],
  refused: ['不予受理', 'Refused'],
  withdrawn: ['已撤回', 'Withdrawn'],
  received: ['已收样', 'Received'],
  assigned: ['已分派', 'Assigned'],
  measured: ['已检测', 'Measured'],
  checked: ['已核验', 'Checked'],
  signed: ['已批准', 'Signed'],
  issued: ['已出具', 'Issued'],
  returned: ['已取回', 'Returned'],
  reported: ['已上报', 'Reported'],
}
