// Measures lists, search and saving over HTTP as each kind of person meets them, with every policy on, and prints one JSON line a figure.
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import { becomeClient } from '#modules/registry/contract.ts'
import { setLogSink } from '#platform/http/log.ts'
import { buildCity } from './registry-city.ts'
import type { City } from './registry-city.ts'

const LIST_GATE_MS = 300
const SAVE_GATE_MS = 150

export type Line = { bench: string; ours: number; unit: string; peer: string | null; peerValue: number | null; ratio: number | null; gate: number | null; pass: boolean | null }
export const print = (line: Line): void => { console.log(JSON.stringify(line)) }

export async function openCity(instruments: number, note: (text: string) => void): Promise<{ t: TestHouse; city: City }> {
  setLogSink(() => {})
  const t = await openTestHouse()
  const from = performance.now()
  // Indexes that are not unique are built once at the end, as any database of this size is loaded.
  const later = await t.db.asOwner(async (client) => {
    const { rows } = await client.query<{ name: string; def: string }>("select indexname as name, indexdef as def from pg_indexes where schemaname = 'registry' and tablename = 'instrument' and indexdef not like '%UNIQUE%'")
    for (const { name } of rows) await client.query(`drop index registry.${name}`)
    return rows.map((r) => r.def)
  })
  let told = 0
  const city = await buildCity(t.db, t.clock, { instruments, seed: 20_261_123, chunk: 2_500, progress: (done) => {
    if (done - told >= instruments / 10) { told = done; note(`${done} written after ${((performance.now() - from) / 1000).toFixed(0)} s`) }
  } })
  await t.db.asOwner(async (client) => {
    await client.query(`set maintenance_work_mem = '${t.db.kind === 'postgres' ? '1GB' : '128MB'}'`)
    for (const def of later) await client.query(def)
    await client.query('vacuum (analyze) registry.instrument')
    await client.query('analyze')
  })
  note(`${city.instruments} instruments of ${city.orgs.length} organisations in ${((performance.now() - from) / 1000).toFixed(0)} s, index included`)
  return { t, city }
}

/** A city desk, a county officer, a laboratory with few and with most of the city's clients, the biggest owner and a small one. */
export async function people(t: TestHouse, city: City): Promise<Record<string, TestPerson>> {
  const desk = await t.person(await t.org('authority', '示范市市场监管局', '341100'), '科长', ['city-desk'])
  const county = await t.person(await t.org('authority', '明光市市场监管局', '341182'), '县员', ['county-officer'])
  const laboratory = async (name: string, clients: readonly number[]) => {
    const lab = await t.org('laboratory', name)
    await t.db.withTx(jobScope, async (tx) => { for (const client of clients) await becomeClient(tx, { labOrgId: lab, clientOrgId: client, since: instant(t.clock), actNo: 1 }) })
    return t.person(lab, '收样员', ['reception'])
  }
  const few = await laboratory('示范市计量所', city.orgs.slice(30, 50))
  const most = await laboratory('示范市计量院', city.orgs.slice(0, 3_000))
  const biggest = await t.person(city.biggest, '台账员', ['clerk'])
  const small = await t.person(city.orgs.at(-1) ?? 0, '店主', ['clerk'])
  return { desk, county, 'lab of 20 clients': few, 'lab of most clients': most, 'biggest owner': biggest, 'small owner': small }
}

const QUERIES: readonly (readonly [string, readonly string[]])[] = [
  ['page newest', ['']], ['page by due', ['sort=due', 'sort=-due']], ['page by name', ['sort=name', 'sort=-name']],
  ['search 1 character, common', ['q=秤', 'q=表', 'q=水']], ['search 1 character, rare', ['q=氡', 'q=桩', 'q=尺']],
  ['search 2 characters, common', ['q=电能', 'q=水表', 'q=公司']], ['search 2 characters, rare', ['q=验光', 'q=充电', 'q=监护']],
  ['search initials', ['q=dzjjc', 'q=ryjyj', 'q=lsb', 'q=dn', 'q=ygj']], ['search part of a serial', ['q=0012345', 'q=2020000', 'q=0099', 'q=777']],
  ['search two words', ['q=医院 血压', 'q=醉翁 加油', 'q=营业厅 水表']], ['search nothing found', ['q=鲲鹏', 'q=zzzzz', 'q=99999999999']],
  ['filter due, overdue, failed', ['due=30', 'due=overdue&sort=due', 'verdict=fail', 'due=7&q=加油机', 'state=scrapped']], ['filter never verified', ['compulsory=never-verified', 'compulsory=never-verified&sort=name']],
  ['filter division and kind', ['division=341182', 'division=341126&kind=氡测量仪', 'division=3411&verdict=fail&q=表']],
]

export async function measureLists(t: TestHouse, who: Record<string, TestPerson>, repeats: number, label: string): Promise<void> {
  for (const [name, person] of Object.entries(who)) {
    await awake(t, person)
    for (const [bench, queries] of QUERIES) {
      const times: number[] = []
      for (let i = 0; i < repeats; i++) for (const query of queries) times.push(await listTime(t, person, query))
      report(`${label} ${name}: ${bench}`, p95(times), LIST_GATE_MS)
    }
    report(`${label} ${name}: page 20 deep`, p95(await deep(t, person)), LIST_GATE_MS)
    const counts: number[] = []
    for (const query of ['', 'q=秤', 'due=30', 'verdict=fail', 'q=加油']) counts.push(await timed(() => t.call(person, 'GET', `/api/instruments/count?${encodeURI(query)}`)))
    report(`${label} ${name}: count (slowest)`, Math.max(...counts), null)
  }
}

async function listTime(t: TestHouse, person: TestPerson, query: string): Promise<number> {
  let status = 0
  const ms = await timed(async () => { status = (await t.call(person, 'GET', `/api/instruments?${encodeURI(query)}`)).status })
  // Too slow is an answer too (503 after the statement's time), and counts as what it took.
  if (status !== 200 && status !== 503) throw new Error(`${query} answered ${status}`)
  return ms
}

async function deep(t: TestHouse, person: TestPerson): Promise<number[]> {
  const times: number[] = []
  let after = ''
  for (let i = 0; i < 20; i++) {
    const from = performance.now()
    const page = await t.call(person, 'GET', `/api/instruments?sort=due&q=${encodeURIComponent('表')}${after}`)
    times.push(performance.now() - from)
    if (!page.body.next) break
    after = `&after=${page.body.next}`
  }
  return times
}

export async function measureSaves(t: TestHouse, person: TestPerson, count: number, label: string): Promise<void> {
  await awake(t, person)
  const registering: number[] = []
  const changing: number[] = []
  for (let i = 0; i < count; i++) {
    let code = ''
    registering.push(await timed(async () => { code = (await t.call(person, 'POST', '/api/instruments', { name: '电子计价秤', purpose: 'trade', model: 'ACS-30', serial: `save-${i}`, maker: '示范衡器有限公司' })).body.code }))
    changing.push(await timed(() => t.call(person, 'PATCH', `/api/instruments/${code}`, { version: 1, accuracyClass: 'III' })))
  }
  report(`${label} register one`, p95(registering), SAVE_GATE_MS)
  report(`${label} change one`, p95(changing), SAVE_GATE_MS)
}

/** What the same search costs as a plain substring query under the same policies: the reason for grams and functions. */
export async function measurePeer(t: TestHouse, label: string): Promise<void> {
  const times: number[] = []
  for (const word of ['%验光%', '%氡%', '%0012345%']) {
    times.push(await timed(() => t.db.withTx({ role: 'city', orgs: [], own: [], actor: 0, division: '3411' }, (tx) =>
      tx.selectFrom('registry.instrument').select('id').where((e) => e.or([e('name', 'ilike', word), e('serial', 'ilike', word), e('model', 'ilike', word)])).orderBy('id', 'desc').limit(51).execute().catch(() => []))))
  }
  const person = await t.person(await t.org('authority', '示范市对照局', '341100'), '科长', ['city-desk'])
  const ours: number[] = []
  for (const q of ['验光', '氡', '0012345']) ours.push(await listTime(t, person, `q=${q}`))
  const [mine, peer] = [Math.max(...ours), Math.max(...times)]
  print({ bench: `${label} rare word against ilike under the same policy`, ours: round(mine), unit: 'ms', peer: 'name, serial, model ilike (5 s is the statement timeout)', peerValue: round(peer), ratio: round(peer / mine), gate: null, pass: null })
}

/** Warms the caches, and fails at once where the person may not see the list. */
async function awake(t: TestHouse, person: TestPerson): Promise<void> {
  for (let i = 0; i < 2; i++) {
    const answer = await t.call(person, 'GET', '/api/instruments?limit=5')
    if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`)
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
export const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * 0.95) - 1)] ?? 0
const round = (n: number): number => Math.round(n * 10) / 10
export function report(bench: string, ms: number, gate: number | null): void {
  print({ bench: `registry ${bench}`, ours: round(ms), unit: 'ms p95', peer: null, peerValue: null, ratio: null, gate, pass: gate === null ? null : ms <= gate })
}
