// The process that crash.test.ts kills: opens a house's database and files, then issues, or only recovers; with SOURCE given, a recovery
// that does not find it issued issues it. Prints one line of JSON for each state it saw.
//   node crash-child.ts issue|recover FILES_DIR DATABASE   DATABASE: a folder (embedded) or postgres://… of duheng_app
import { openEmbedded, openPostgres } from '#platform/db/database.ts'
import { jobScope } from '#platform/db/scope.ts'
import { simulatedClock } from '#platform/clock.ts'
import { openLedger } from '#modules/ledger/server.ts'
import { openCertificates } from '../server.ts'
import { issueFor } from './issue.ts'

const [act = '', filesDir = '', database = ''] = process.argv.slice(2)
const db = database.startsWith('postgres') ? await openPostgres(database) : await openEmbedded(database)
const clock = simulatedClock('2026-11-23T09:00:00+08:00')
const ledger = await openLedger({ db, clock, filesDir, address: 'https://crash.example', demo: false })
const services = openCertificates({ ledger, filesDir, publicUrl: 'https://crash.example' })
const source = process.env['SOURCE']
const issue = () => issueFor({ db, services, clock, orgId: 7, ownerOrgId: 8, personId: 9, source: source ?? 'item:1' })

async function report() {
  const state = await db.withTx(jobScope, async (tx) => ({
    certificates: await tx.selectFrom('certificates.certificate').select(['source', 'number', 'public_id', 'entry_id', 'pdf_sha256', 'xml_sha256']).orderBy('id').execute(),
    published: (await tx.selectFrom('certificates.published').select('public_id').execute()).length,
    issueActs: (await tx.selectFrom('platform.act').select('no').where('verb', '=', 'certificate.issue').execute()).length,
    entries: (await tx.selectFrom('ledger.entry').select(['id', 'op', 'leaf_index']).orderBy('id').execute()),
  }))
  await ledger.sequenced(state.entries.map((e) => e.id))
  const places = await db.withTx(jobScope, (tx) => tx.selectFrom('ledger.entry').select(['id', 'op', 'leaf_index']).orderBy('id').execute())
  const documents = await Promise.all(state.certificates.map(async (c) => (await services.files.read('pdf', c.pdf_sha256)) !== undefined && (await services.files.read('xml', c.xml_sha256)) !== undefined))
  process.stdout.write(`${JSON.stringify({
    ...state, entries: places, documents, problem: ledger.problem() ?? null, compared: await ledger.compareAll() ?? null,
    size: (await ledger.files.memory())?.size ?? 0, checkpoint: await ledger.checkpoint() ?? null,
  })}\n`)
  return state
}

if (act === 'issue') await issue()
const recovered = await report()
if (act === 'recover' && source !== undefined && !recovered.certificates.some((c) => c.source === source)) {
  await issue()
  await report()
}
await services.close()
await ledger.close()
await db.close()
