// npm run bench -- registry [instruments]: 10^5 instruments on the embedded database (or PostgreSQL when TEST_DATABASE_URL names one),
// lists, search, saving, and the dry run of an import of 10,000 rows.
import { csvText } from '#modules/registry/contract.ts'
import { measureLists, measurePeer, measureSaves, openCity, people, print, timed } from './registry-measure.ts'

const IMPORT_ROWS = 10_000
const IMPORT_GATE_MS = 5_000
const instruments = Number(process.argv[2] ?? 100_000)

const { t, city } = await openCity(instruments, (text) => console.error(text))
try {
  const label = `${t.db.kind} ${instruments}`
  const who = await people(t, city)
  await measureLists(t, who, 3, label)
  await measurePeer(t, label)
  if (who['small owner']) await measureSaves(t, who['small owner'], 40, label)
  await measureImport()
} finally {
  await t.close()
}

/** Reading, matching against a ledger and checking ten thousand rows, by HTTP as the page does it. */
async function measureImport(): Promise<void> {
  const heads = ['本单位编号', '器具名称', '型号规格', '出厂编号', '制造单位', '使用地点', '用途', '出厂日期', '参数', '检定日期', '有效期至', '准确度等级', '测量范围', '证书编号']
  const rows = Array.from({ length: IMPORT_ROWS }, (_, i) => [`D-${i}`, '电子计价秤', `ACS-${i % 60}`, `D${100_000 + i}`, '示范衡器有限公司', `${i % 40} 号柜`, '贸易结算', '2024-05-20', 'Max=30 kg; e=10 g', '2025-12-01', '2026-11-30', 'III', '(0.2～30) kg', `外-${i}`])
  const person = await t.person(await t.org('enterprise', '示范市一万台件公司'), '台账员', ['clerk'])
  const body = new TextEncoder().encode(csvText([heads, ...rows]))
  const mapping = encodeURIComponent(JSON.stringify(['ownerNo', 'name', 'model', 'serial', 'maker', 'place', 'purpose', 'madeOn', 'parameters', 'verifiedOn', 'dueOn', 'accuracyClass', 'measuringRange', 'certificateNo']))
  const send = (path: string) => t.raw(person, 'POST', `${path}?head=1&mapping=${mapping}`, { body, headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': 'a.csv' } })
  const step = async (bench: string, path: string, gate: number | null) => {
    let answer = ''
    const ms = await timed(async () => { answer = await (await send(path)).text() })
    print({ bench: `registry ${t.db.kind} ${bench} of ${IMPORT_ROWS} rows`, ours: Math.round(ms), unit: 'ms', peer: null, peerValue: null, ratio: null, gate, pass: gate === null ? null : ms <= gate })
    console.error(answer.slice(0, 160))
  }
  await step('import, dry run (all new)', '/api/imports/rehearsal', IMPORT_GATE_MS)
  await step('import, write', '/api/imports', null)
  await step('import, dry run (all known)', '/api/imports/rehearsal', IMPORT_GATE_MS)
}
