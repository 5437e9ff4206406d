// The small complete core: a county's institute with its people and standards, the authorities, a market, a fuel station and a factory,
// some thirty instruments and a piece of work in every state. Planned backwards from today; the first start waits for it. Pure.
import type { WorkingCalendar } from '@duheng/calendar/working-days.ts'
import type { Event, Part, PlannedInstrument, PlannedOrder, PlannedOrganisation, PlannedPiece } from './city.ts'
import type { KindName } from './kinds.ts'
import { demoCreditCode, phoneOf, streetAddress } from './names.ts'
import { at, instrument, person, plus, standards, workDay } from './plan-part.ts'
import { randomOf } from './random.ts'
import type { Fault } from './sim.ts'

const DIVISION = '341181'
const LAB = 'tianchang'

export function planCore(seed: string, until: string, calendar: WorkingCalendar): Part {
  const foundedOn = workDay(calendar, plus(until, -45), 0)
  const instruments = coreInstruments(seed, until)
  const { orders, events } = coreWork(until, calendar)
  const registered = instruments.map((i, n): Event => ({ at: at(workDay(calendar, foundedOn, 1), n), do: 'register', instrument: i.key }))
  return {
    organisations: coreOrganisations(seed),
    laboratory: {
      key: LAB, foundedOn, startUpUntil: plus(foundedOn, 30), scopesUntil: plus(until, 700),
      standards: standards(LAB, { weights: plus(until, -150), pressure: plus(until, -230), measure: plus(until, -500), thermometer: plus(until, -350) }, 'start-up'),
    },
    instruments, orders, events: [...registered, ...events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))],
  }
}

function coreOrganisations(seed: string): PlannedOrganisation[] {
  const random = randomOf(seed, 'core')
  const org = (key: string, kind: PlannedOrganisation['kind'], name: string, n: number, division: string, people: PlannedOrganisation['people'], places: readonly string[] = []): PlannedOrganisation => ({
    key, kind, name, division, people, creditCode: demoCreditCode(kind === 'enterprise' ? 'enterprise' : 'body', division, n),
    address: streetAddress(random, division === DIVISION ? '天长市' : '滁州市'), phone: phoneOf(random), places: places.map((place) => ({ name: place, division, address: '' })),
  })
  const who = (key: string, role: PlannedOrganisation['people'][number]['roles'][number], login: string, zh: string, en: string) => person(seed, key, [role], login, zh, en)
  return [
    org('operator', 'operator', '度衡平台运行方（演示）', 1, '341100', [
      who('operator/system', 'system-admin', 'xitong', '系统管理员', 'System administrator'), who('operator/security', 'security-admin', 'anquan', '安全管理员', 'Security administrator'),
      who('operator/audit', 'audit-admin', 'shenji', '审计管理员', 'Audit administrator'),
    ]),
    org('city', 'authority', '滁州市市场监督管理局（演示）', 2, '341100', [
      who('city/desk', 'city-desk', 'jiliangke', '市局计量科', 'City metrology desk'), person(seed, 'city/second', ['city-desk']), who('city/enforcement', 'enforcement', 'zhifa', '执法人员', 'Enforcement officer'),
    ]),
    org('county', 'authority', '天长市市场监督管理局（演示）', 3, DIVISION, [who('county/officer', 'county-officer', 'xianju', '县局计量人员（天长）', 'County officer (Tianchang)')]),
    org(LAB, 'laboratory', '天长示范计量检定所（演示）', 4, DIVISION, [
      who(`${LAB}/reception`, 'reception', 'shouyang', '业务受理 · 收样', 'Reception'), who(`${LAB}/verifier`, 'verifier', 'jianding', '检定员', 'Verifier'),
      who(`${LAB}/checker`, 'checker', 'heyan', '核验员', 'Checker'), who(`${LAB}/signatory`, 'signatory', 'qianzi', '授权签字人', 'Signatory'),
      who(`${LAB}/quality`, 'quality', 'zhiliang', '质量负责人', 'Quality manager'), who(`${LAB}/head`, 'head', 'suozhang', '机构负责人', 'Head of the laboratory'),
      person(seed, `${LAB}/verifier2`, ['verifier']),
    ]),
    org('market', 'enterprise', '天长示范农贸市场（演示）', 5, DIVISION, [
      who('market/admin', 'owner-admin', 'shichang', '使用单位 · 农贸市场', 'Owner: market'), who('market/clerk', 'clerk', 'taizhang', '使用单位 · 台账员', 'Owner: ledger clerk'),
    ], Array.from({ length: 14 }, (_, n) => `${n < 8 ? '蔬菜' : '水产'}区 ${n + 1} 号摊`)),
    org('station', 'enterprise', '天长样例加油站（演示）', 6, DIVISION, [who('station/admin', 'owner-admin', 'jiayouzhan', '使用单位 · 加油站', 'Owner: fuel station')], ['1 号加油岛', '2 号加油岛', '3 号加油岛']),
    org('factory', 'enterprise', '天长虚构机械厂（演示）', 7, DIVISION, [who('factory/admin', 'owner-admin', 'gongchang', '使用单位 · 工厂', 'Owner: factory')], ['空压站', '锅炉房', '成品库']),
  ]
}

function coreInstruments(seed: string, until: string): PlannedInstrument[] {
  let serial = 0
  const some = (kind: KindName, owner: string, count: number, ownerNo: (n: number) => string, place: (n: number) => number, declared?: (n: number) => number | undefined) =>
    Array.from({ length: count }, (_, n) => {
      const days = declared?.(n) // days since the verification an invented earlier certificate states
      serial++
      return instrument(seed, kind, {
        key: `core/${kind}/${n + 1}`, owner, place: place(n), n: serial, ownerNo: ownerNo(n), variant: n % 3, madeOn: plus(until, -900 - 31 * n),
        ...(days === undefined ? {} : { declared: { verifiedOn: plus(until, -days), dueOn: plus(until, (kind === 'scale' || kind === 'platform' ? 364 : 181) - days), verdict: 'pass' as const, certificateNo: `演示旧证-${String(serial).padStart(4, '0')}` } }),
      })
    })
  return [
    ...some('scale', 'market', 14, (n) => `摊 ${n + 1}`, (n) => n, (n) => (n === 12 ? 392 : n === 13 ? 350 : n === 11 ? 120 : undefined)),
    ...some('dispenser', 'station', 6, (n) => `${n + 1} 号枪`, (n) => Math.floor(n / 2), (n) => (n >= 3 ? 176 + 7 * n : undefined)),
    ...some('gauge', 'factory', 8, (n) => `Y-${n + 1}`, (n) => n % 2, (n) => (n >= 6 ? 60 : undefined)),
    ...some('platform', 'factory', 2, (n) => `C-${n + 1}`, () => 2, () => 340),
  ]
}

/** Orders whose work ends in a certain state; days are working days before today. */
function coreWork(until: string, calendar: WorkingCalendar): { orders: PlannedOrder[]; events: Event[] } {
  const day = (n: number) => workDay(calendar, until, -n)
  const orders: PlannedOrder[] = []
  const events: Event[] = []
  const order = (key: string, owner: string, kind: KindName, numbers: readonly number[], options: { document: string; way?: 'on-site'; faults?: Readonly<Record<number, Fault>>; remark?: string }) => {
    const pieces = numbers.map((n, i): PlannedPiece => {
      const fault = options.faults?.[n]
      return { instrument: `core/${kind}/${n}`, verifier: `${LAB}/verifier`, wear: ((i % 5) - 2) / 4, ...(fault === undefined ? {} : { fault }) }
    })
    orders.push({ key: `core/${key}`, laboratory: LAB, owner, document: options.document, way: options.way ?? 'delivered', pieces, remark: options.remark ?? '' })
    return { key: `core/${key}`, pieces }
  }
  type Simple = 'book' | 'accept' | 'receive' | 'assign' | 'check' | 'sign' | 'return'
  const did = (o: { key: string; pieces: readonly PlannedPiece[] }, ...steps: readonly (readonly [Simple | 'measure', number, number])[]) => {
    for (const [act, daysAgo, minute] of steps) {
      if (act === 'measure') for (const n of o.pieces.keys()) events.push({ at: at(day(daysAgo), minute + 14 * n), do: 'measure', order: o.key, piece: n })
      else events.push({ at: at(day(daysAgo), minute), do: act, order: o.key })
    }
  }
  const done = order('done', 'market', 'scale', [1, 2, 3, 4], { document: 'JJG 539', faults: { 3: 'corner' }, remark: '年度送检' })
  did(done, ['book', 9, 20], ['accept', 9, 60], ['receive', 8, 10], ['assign', 8, 40], ['measure', 7, 30], ['check', 7, 300], ['sign', 6, 30], ['return', 5, 120])
  const gauges = order('gauges', 'factory', 'gauge', [1, 2], { document: 'JJG 52' })
  did(gauges, ['book', 7, 15], ['accept', 7, 45], ['receive', 6, 20], ['assign', 6, 50], ['measure', 4, 60], ['check', 4, 240], ['sign', 3, 40])
  events.push({ at: at(day(1), 90), do: 'revoke', order: gauges.key, piece: 1, code: 'measurement-in-doubt', reason: '复查发现环境温度记录与记录仪不符，重新检定（演示）' })
  did(order('to-sign', 'market', 'scale', [5, 6], { document: 'JJG 539' }), ['book', 6, 35], ['accept', 6, 70], ['receive', 5, 25], ['assign', 5, 55], ['measure', 3, 45], ['check', 2, 80])
  did(order('to-check', 'market', 'scale', [7, 8], { document: 'JJG 539', faults: { 8: 'gain' } }), ['book', 5, 40], ['accept', 5, 80], ['receive', 4, 30], ['assign', 3, 20], ['measure', 2, 40])
  const bench = order('bench', 'market', 'scale', [9, 10], { document: 'JJG 539' })
  did(bench, ['book', 4, 25], ['accept', 4, 65], ['receive', 3, 35], ['assign', 2, 25])
  events.push({ at: at(day(1), 35), do: 'measure', order: bench.key, piece: 0, half: true })
  did(order('gauge-bench', 'factory', 'gauge', [3], { document: 'JJG 52' }), ['book', 15, 30], ['accept', 14, 30], ['receive', 12, 30], ['assign', 3, 55])
  did(order('received', 'factory', 'gauge', [4, 5], { document: 'JJG 52' }), ['book', 3, 28], ['accept', 3, 90], ['receive', 1, 15])
  did(order('accepted', 'factory', 'gauge', [6], { document: 'JJG 52' }), ['book', 2, 33], ['accept', 1, 20])
  did(order('booked', 'station', 'dispenser', [1, 2], { document: 'JJG 443', way: 'on-site', remark: '请于上午到站' }), ['book', 1, 50])
  const refused = order('refused', 'station', 'dispenser', [3], { document: 'JJG 443', way: 'on-site' })
  did(refused, ['book', 5, 55])
  events.push({ at: at(day(4), 50), do: 'refuse', order: refused.key, reason: '该油枪正在维修，修复后再约' })
  const withdrawn = order('withdrawn', 'factory', 'platform', [1], { document: 'JJG 539' })
  did(withdrawn, ['book', 3, 60])
  events.push({ at: at(day(2), 70), do: 'withdraw', order: withdrawn.key, reason: '停产检修，改期' })
  return { orders, events }
}
