// A seeded city of ledgers for the benchmarks: organisations of very different size, places, instruments, written through the
// registry's own code. The same seed gives the same city, but for the identity codes, which are random by design.
import { instant } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import { addInstrumentRows, addOrganisation, addPlace, blankFields } from '#modules/registry/contract.ts'
import type { InstrumentFields } from '#modules/registry/contract.ts'

/** mulberry32: 32 bits of state, enough for a city nobody gambles on. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Kind = { name: string; model: string; purpose: InstrumentFields['purpose']; catalogue: string | null; weight: number }
const KINDS: readonly Kind[] = [
  { name: '电子计价秤', model: 'ACS', purpose: 'trade', catalogue: 'non-automatic-weighing', weight: 200 }, { name: '冷水水表', model: 'LXS', purpose: 'trade', catalogue: 'water-meter', weight: 260 },
  { name: '单相智能电能表', model: 'DDZY', purpose: 'trade', catalogue: 'electricity-meter', weight: 260 }, { name: '膜式燃气表', model: 'G', purpose: 'trade', catalogue: 'gas-meter', weight: 120 },
  { name: '弹簧管式一般压力表', model: 'Y', purpose: 'safety', catalogue: null, weight: 60 }, { name: '燃油加油机', model: 'JYJ', purpose: 'trade', catalogue: 'fuel-dispenser', weight: 12 },
  { name: '数字指示秤', model: 'SCS', purpose: 'trade', catalogue: 'non-automatic-weighing', weight: 30 }, { name: '电子血压计', model: 'XYJ', purpose: 'medical', catalogue: null, weight: 15 },
  { name: '红外体温计', model: 'HW', purpose: 'medical', catalogue: 'clinical-thermometer', weight: 12 }, { name: '多参数监护仪', model: 'JHY', purpose: 'medical', catalogue: null, weight: 8 },
  { name: '可燃气体报警器', model: 'KR', purpose: 'safety', catalogue: null, weight: 14 }, { name: '电动汽车交流充电桩', model: 'EVC', purpose: 'trade', catalogue: 'ev-charging-pile', weight: 8 },
  { name: '验光机', model: 'YG', purpose: 'medical', catalogue: null, weight: 2 }, { name: '钢卷尺', model: 'GJC', purpose: 'other', catalogue: 'not-listed', weight: 3 },
  { name: '动态公路车辆自动衡器', model: 'DCS', purpose: 'enforcement', catalogue: 'road-vehicle-automatic', weight: 1 }, { name: '氡测量仪', model: 'RN', purpose: 'environment', catalogue: null, weight: 0.3 },
]
const DIVISIONS: readonly (readonly [string, number])[] = [['341102', 25], ['341103', 14], ['341122', 10], ['341124', 10], ['341125', 14], ['341126', 9], ['341181', 14], ['341182', 4]]
const AREAS = ['琅琊', '南谯', '来安', '全椒', '定远', '凤阳', '天长', '明光', '乌衣', '汊河', '铜城', '炉桥', '池河', '女山湖']
const BRANDS = ['好又多', '惠民', '仁和', '长江', '同庆', '鑫源', '百姓', '金桥', '新世纪', '大润', '永盛', '华联', '顺达', '东方', '醉翁', '明月']
const TRADES = ['菜市场', '超市', '人民医院', '加油站', '供水公司', '燃气公司', '化工厂', '卫生院', '水产行', '药店', '粮油店', '充电站']
const MAKERS = ['示范衡器有限公司', '江淮仪表厂', '皖东电表股份公司', '长三角水表厂', '示范医疗器械公司']

export type City = { orgs: number[]; biggest: number; instruments: number }
export type CityOptions = { instruments: number; seed: number; progress?: (done: number) => void; chunk?: number }

export async function buildCity(db: Database, clock: Clock, options: CityOptions): Promise<City> {
  const random = seeded(options.seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] ?? (from[0] as T) // none of the lists is empty
  const orgs = await organisations(db, clock, random, pick, Math.max(20, Math.round(options.instruments / 250)))
  const total = orgs.reduce((sum, o) => sum + o.weight, 0)
  let done = 0
  let serial = 0
  for (const org of orgs) {
    const share = Math.max(1, Math.round((org.weight / total) * options.instruments))
    for (let from = 0; from < share && done < options.instruments; from += options.chunk ?? 5_000) {
      const size = Math.min(options.chunk ?? 5_000, share - from, options.instruments - done)
      const rows = Array.from({ length: size }, () => instrumentOf(org, random, pick, ++serial, instant(clock)))
      await db.withTx(jobScope, (tx) => addInstrumentRows(tx, rows))
      done += size
      options.progress?.(done)
    }
  }
  return { orgs: orgs.map((o) => o.id), biggest: orgs[0]?.id ?? 0, instruments: done }
}

type Org = { id: number; name: string; division: string; weight: number; places: readonly { id: number; name: string }[] }
async function organisations(db: Database, clock: Clock, random: () => number, pick: <T>(from: readonly T[]) => T, count: number): Promise<Org[]> {
  const at = instant(clock)
  return db.withTx(jobScope, async (tx) => {
    const orgs: Org[] = []
    for (let i = 0; i < count; i++) {
      const name = `${pick(AREAS)}${pick(BRANDS)}${pick(TRADES)}${i}号`
      const division = weighted(DIVISIONS, random)
      const { id } = await addOrganisation(tx, { kind: 'enterprise', name, credit_code: null, division, address: '', phone: '', demo: true, created_at: at })
      const places = []
      for (const placeName of ['一号库', '营业厅', '东门柜台'].slice(0, 1 + Math.floor(random() * 3))) {
        const place = await addPlace(tx, { org_id: id, name: placeName, division, address: '', created_at: at })
        if (place) places.push({ id: place.id, name: placeName })
      }
      orgs.push({ id, name, division, places, weight: 1 / (i + 3) ** 0.8 }) // a few utilities own most meters
    }
    return orgs
  })
}

function weighted<T>(table: readonly (readonly [T, number])[], random: () => number): T {
  let left = random() * table.reduce((sum, [, w]) => sum + w, 0)
  for (const [value, weight] of table) {
    left -= weight
    if (left <= 0) return value
  }
  return (table[0] as readonly [T, number])[0] // the tables above are not empty
}

const KIND_TABLE = KINDS.map((k) => [k, k.weight] as const)
function instrumentOf(org: Org, random: () => number, pick: <T>(from: readonly T[]) => T, serial: number, at: string) {
  const kind = weighted(KIND_TABLE, random)
  const place = pick(org.places)
  const days = Math.floor(random() * 900) - 60
  const verified = random() < 0.85
  const failed = verified && random() < 0.012
  const fields: InstrumentFields = {
    ...blankFields, name: kind.name, purpose: kind.purpose, catalogue: kind.catalogue, kind: kind.name, category: kind.name, model: `${kind.model}-${1 + Math.floor(random() * 60)}`,
    serial: `${2015 + Math.floor(random() * 11)}${String(serial).padStart(7, '0')}`, maker: pick(MAKERS), ownerNo: `N-${serial}`, placeId: place?.id ?? null, accuracyClass: 'III',
  }
  const declared = verified ? { verifiedOn: dayFrom(days - 365), dueOn: dayFrom(days), verdict: failed ? 'fail' as const : 'pass' as const, certificateNo: `W${serial}` } : null
  return { orgId: org.id, ownerName: org.name, placeName: place?.name ?? null, division: org.division, fields, declared, at, createdBy: 0 }
}
const dayFrom = (offset: number): string => new Date(Date.UTC(2026, 10, 23) + offset * 86_400_000).toISOString().slice(0, 10)
