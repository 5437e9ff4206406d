// Who has what in the city's history: the city's institute with its staff, and owners in every county. Names are invented and say so. Pure.
import type { PlannedOrganisation, PlannedPerson } from './city.ts'
import type { KindName } from './kinds.ts'
import { demoCreditCode, DIVISIONS, phoneOf, streetAddress } from './names.ts'
import { person } from './plan-part.ts'
import { randomOf } from './random.ts'

export const LAB = 'chuzhou'
export const VERIFIERS = [`${LAB}/verifier1`, `${LAB}/verifier2`, `${LAB}/verifier3`, `${LAB}/verifier4`] as const

/** Instruments of one kind at one owner. */
export type Holding = { key: string; owner: string; kind: KindName; count: number; places: number; prefix: string; variant?: number }

type OwnerKind = { id: string; name: string; perDivision: number; places: readonly string[]; holds: readonly { kind: KindName; from: number; to: number; prefix: string }[] }

/** Sizes of an invented city; the whole makes some three thousand instruments. */
const OWNERS: readonly OwnerKind[] = [
  { id: 'market', name: '示范农贸市场', perDivision: 3, places: ['蔬菜区', '水产区', '肉禽区', '熟食区', '干货区'], holds: [{ kind: 'scale', from: 12, to: 26, prefix: '摊 ' }] },
  { id: 'shop', name: '样例超市', perDivision: 2, places: ['生鲜区', '收银区'], holds: [{ kind: 'scale', from: 4, to: 8, prefix: '秤 ' }, { kind: 'platform', from: 1, to: 2, prefix: '台秤 ' }] },
  { id: 'station', name: '样例加油站', perDivision: 3, places: ['1 号加油岛', '2 号加油岛', '3 号加油岛', '4 号加油岛'], holds: [{ kind: 'dispenser', from: 4, to: 8, prefix: '枪 ' }] },
  { id: 'factory', name: '虚构制造厂', perDivision: 2, places: ['空压站', '锅炉房', '总装车间', '成品库'], holds: [{ kind: 'gauge', from: 8, to: 18, prefix: 'Y-' }, { kind: 'platform', from: 1, to: 3, prefix: 'C-' }, { kind: 'caliper', from: 10, to: 30, prefix: 'K-' }] },
  { id: 'hospital', name: '演示医院', perDivision: 1, places: ['门诊', '急诊', '内科病区', '外科病区', '供氧站'], holds: [{ kind: 'sphygmomanometer', from: 20, to: 45, prefix: 'XY-' }, { kind: 'electrocardiograph', from: 4, to: 9, prefix: 'XD-' }, { kind: 'gauge', from: 4, to: 8, prefix: 'YL-' }] },
  { id: 'water', name: '虚构供水公司', perDivision: 1, places: ['城东片', '城西片', '城南片', '城北片'], holds: [{ kind: 'waterMeter', from: 90, to: 160, prefix: '户 ' }] },
  { id: 'taxi', name: '样例出租汽车公司', perDivision: 1, places: ['车场'], holds: [{ kind: 'taximeter', from: 20, to: 45, prefix: '车 ' }] },
  { id: 'charging', name: '虚构充电站', perDivision: 1, places: ['1 区', '2 区'], holds: [{ kind: 'chargingPile', from: 10, to: 24, prefix: '桩 ' }] },
  { id: 'grain', name: '示范粮站', perDivision: 1, places: ['检验室', '地磅房'], holds: [{ kind: 'moistureMeter', from: 3, to: 6, prefix: 'SF-' }, { kind: 'platform', from: 1, to: 2, prefix: 'C-' }] },
]

export function historyOrganisations(seed: string, share: number): { organisations: PlannedOrganisation[]; holdings: Holding[] } {
  const organisations: PlannedOrganisation[] = [institute(seed)]
  const holdings: Holding[] = []
  let number = 100
  for (const division of DIVISIONS) {
    for (const kind of OWNERS) {
      const wanted = Math.ceil(kind.perDivision * share)
      for (let n = 1; n <= (share < 1 && division.code !== '341102' ? 0 : wanted); n++) {
        number++
        const key = `${kind.id}-${division.code}-${n}`
        organisations.push(owner(seed, { key, kind, division, n, number }))
        for (const [h, held] of kind.holds.entries()) {
          const random = randomOf(seed, 'holds', key, h)
          holdings.push({ key: `${key}-${held.kind}`, owner: key, kind: held.kind, count: Math.max(1, Math.round(random.int(held.from, held.to) * Math.max(share, 0.1))), places: kind.places.length, prefix: held.prefix })
        }
      }
    }
  }
  // Those with printed sign-ins first: they can be looked at as soon as the history begins.
  const printed = (o: PlannedOrganisation) => (o.people.some((p) => p.login !== undefined) ? 0 : 1)
  return { organisations: organisations.toSorted((a, b) => printed(a) - printed(b)), holdings }
}

const ORDINALS = ['一', '二', '三', '四', '五'] as const

function owner(seed: string, o: { key: string; kind: OwnerKind; division: { code: string; name: string }; n: number; number: number }): PlannedOrganisation {
  const random = randomOf(seed, 'owner', o.key)
  // Two owners are printed as sign-ins, so that an enterprise with two years of papers can be looked at.
  const login = o.key === 'market-341102-1' ? 'langya' : o.key === 'hospital-341102-1' ? 'yiyuan' : undefined
  const admin: PlannedPerson = login === undefined ? person(seed, `${o.key}/admin`, ['owner-admin'])
    : person(seed, `${o.key}/admin`, ['owner-admin'], login, login === 'langya' ? '使用单位 · 琅琊农贸市场（两年历史）' : '使用单位 · 医院', login === 'langya' ? 'Owner: market with two years of history' : 'Owner: hospital')
  return {
    key: o.key, kind: 'enterprise', name: `${o.division.name}${o.kind.perDivision > 1 ? `第${ORDINALS[o.n - 1] ?? o.n}` : ''}${o.kind.name}（演示）`, creditCode: demoCreditCode('enterprise', o.division.code, o.number),
    division: o.division.code, address: streetAddress(random, o.division.name), phone: phoneOf(random), people: [admin], places: o.kind.places.map((name) => ({ name, division: o.division.code, address: '' })),
  }
}

function institute(seed: string): PlannedOrganisation {
  const random = randomOf(seed, 'institute')
  const staff = (key: string, roles: PlannedPerson['roles']) => person(seed, `${LAB}/${key}`, roles)
  return {
    key: LAB, kind: 'laboratory', name: '滁州示范计量测试所（演示）', creditCode: demoCreditCode('body', '341100', 99), division: '341100', address: streetAddress(random, '滁州市'), phone: phoneOf(random), places: [],
    people: [
      staff('reception', ['reception']), ...VERIFIERS.map((key) => person(seed, key, ['verifier'])), staff('checker', ['checker']),
      person(seed, `${LAB}/signatory`, ['signatory'], 'shiqianzi', '市所授权签字人（两年历史）', 'Signatory of the city’s institute (two years of history)'),
      staff('quality', ['quality']), person(seed, `${LAB}/head`, ['head'], 'shisuo', '市所负责人（两年历史）', 'Head of the city’s institute (two years of history)'),
    ],
  }
}
