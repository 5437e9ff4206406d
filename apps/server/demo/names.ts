// Invented names: people, streets, stalls. Nobody here exists; names of organisations say so themselves. Pure.
import { parseCreditCode } from '#modules/registry/contract.ts'
import type { Random } from './random.ts'

const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '胡', '朱', '高', '林', '何', '郭', '马', '罗', '梁', '宋', '郑', '谢', '韩', '唐', '冯', '于', '董', '萧'] as const
const GIVEN = ['衡', '准', '砝', '量', '度', '秤', '权', '规', '正', '平', '测', '标', '公', '诚', '明', '安', '和', '清', '宁', '远'] as const
const GIVEN_SECOND = ['演', '示', '一', '之', '生', '华', '文', '志', '晓', '思', '子', '若'] as const

/** A person who is plainly invented: a common surname and words of the trade. */
export const personName = (random: Random): string => random.pick(SURNAMES) + (random.chance(0.6) ? random.pick(GIVEN_SECOND) : '') + random.pick(GIVEN)

const STREETS = ['示范路', '演示大道', '度衡街', '样例巷', '虚构东路', '虚构西路'] as const
export const streetAddress = (random: Random, city: string): string => `${city}${random.pick(STREETS)} ${random.int(1, 398)} 号`
export const phoneOf = (random: Random): string => `0550-000${random.int(1000, 9999)}`

/** 18 characters that satisfy GB 32100 and are nobody's: the organisation's own part begins with DEM0. */
export function demoCreditCode(kind: 'enterprise' | 'body', division: string, n: number): string {
  const first17 = `${kind === 'enterprise' ? '91' : '12'}${division}DEM0${String(n).padStart(5, '0')}`
  const check = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((c) => parseCreditCode(first17 + c).ok)
  if (check === undefined) throw new Error(`no check character fits ${first17}`)
  return first17 + check
}

export const DIVISIONS = [
  { code: '341102', name: '琅琊' }, { code: '341103', name: '南谯' }, { code: '341122', name: '来安' }, { code: '341124', name: '全椒' },
  { code: '341125', name: '定远' }, { code: '341126', name: '凤阳' }, { code: '341181', name: '天长' }, { code: '341182', name: '明光' },
] as const
