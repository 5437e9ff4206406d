// Two complete sides of a city for tests of walls: each with an enterprise, a laboratory and a county office in a division of its own, a
// person for every role, a token, and one object of every kind. Whatever text only its own may see carries the side's mark, so that a row
// seen by the other side is recognised in any answer. Institutes, authorities, adoptions and authorisations are public and carry none.
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { instant } from '#platform/clock.ts'
import { jobScope } from '#platform/db/scope.ts'
import { rolesOf } from '#platform/may/roles.ts'
import type { OrgKind, Role } from '#platform/may/roles.ts'
import { addInstrument, parseCreditCode } from '#modules/registry/contract.ts'
import { tokenScopes } from '#modules/registry/token-routes.ts'
import { release } from '#modules/rulebook/contract.ts'
import { issueFor } from '#modules/certificates/testing/issue.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'

export type Side = {
  mark: string
  division: string
  orgs: Record<Exclude<OrgKind, 'operator'>, number>
  people: Map<Role, TestPerson>
  /** All scopes there are. */
  token: string
  tokenWithout: string
  ids: Readonly<Record<IdName, number>>
  texts: Readonly<Record<'instrumentCode' | 'creditCode' | 'slip' | 'publicId' | 'fileSha256' | 'passkeyId' | 'shareToken', string>>
}
const idNames = ['instrument', 'place', 'person', 'grant', 'token', 'view', 'order', 'item', 'record', 'scope', 'authorisation', 'startUp', 'standard', 'standardCertificate', 'method', 'certificate', 'adoption', 'localEdition', 'study', 'share', 'enterprise', 'laboratory'] as const
export type IdName = (typeof idNames)[number]

const SCOPES = [...tokenScopes]
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export async function plantSide(t: TestHouse, letter: 'A' | 'B', division: string): Promise<Side> {
  const mark = `标记${letter}${randomBytes(4).toString('hex')}`
  const orgs = {
    enterprise: await t.org('enterprise', `${mark}市场`, division), laboratory: await t.org('laboratory', `${letter}区研究所`, division), authority: await t.org('authority', `${letter}区市场监管局`, division),
  }
  const people = new Map<Role, TestPerson>()
  for (const kind of ['enterprise', 'laboratory', 'authority'] as const) for (const role of rolesOf[kind]) people.set(role, await t.person(orgs[kind], `${mark}${role}`.slice(0, 40), [role]))
  const clerk = person(people, 'owner-admin')
  const added = await t.db.withTx(jobScope, (tx) => addInstrument(tx, t.clock, clerk.id, { orgId: orgs.enterprise, fields: { name: `${mark}秤`, purpose: 'trade', category: '衡器', kind: '非自动衡器', serial: `${letter}-1`, maker: mark, model: 'M1' } }))
  if (!added.ok) throw new Error(JSON.stringify(added))
  const certificate = await issueFor({
    db: t.db, services: t.house.certificates, clock: t.clock, orgId: orgs.laboratory, ownerOrgId: orgs.enterprise, personId: person(people, 'signatory').id,
    source: `planted:${letter}`, instrumentId: added.id, record: { client: { name: { zh: mark }, address: { zh: mark } } },
  })
  const code = await t.db.withTx(jobScope, (tx) => tx.selectFrom('registry.instrument').select('code').where('id', '=', added.id).executeTakeFirstOrThrow())
  const token = `dhk_${randomBytes(32).toString('base64url')}`
  const tokenWithout = `dhk_${randomBytes(32).toString('base64url')}`
  const creditCode = validCreditCode(`91341100MA2${letter}XXXX0`)
  const { path, fileSha256 } = photograph(t, letter)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `photograph ${letter}`)
  const known = { t, mark, division, orgs, people, instrument: added.id, instrumentCode: code.code, certificate: certificate.id, token, tokenWithout, creditCode, fileSha256, letter }
  const booking = await t.call(clerk, 'POST', '/api/laboratory/orders', { laboratoryId: orgs.laboratory, kind: 'verification', way: 'delivered', contact: mark, instrumentIds: [added.id] })
  if (booking.status !== 201) throw new Error(JSON.stringify(booking.body))
  const booked = { order: Number(booking.body.id), item: Number(booking.body.items[0].id), slip: String(booking.body.items[0].slip) }
  const about: About = { ...known, booked }
  const ids = await t.db.asOwner((client) => plantRows(client, about))
  return {
    mark, division, orgs, people, token, tokenWithout, ids,
    texts: { instrumentCode: code.code, creditCode, slip: booked.slip, publicId: certificate.publicId, fileSha256, passkeyId: passkeyOf(letter), shareToken: shareTokenOf(mark) },
  }
}

/** Seventeen characters with the check character that belongs to them. */
export const validCreditCode = (first17: string): string => [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((c) => `${first17}${c}`).find((c) => parseCreditCode(c).ok) ?? ''

export function person(people: ReadonlyMap<Role, TestPerson>, role: Role): TestPerson {
  const found = people.get(role)
  if (!found) throw new Error(`nobody is ${role}`)
  return found
}
function photograph(t: TestHouse, letter: 'A' | 'B') {
  const fileSha256 = sha256(`photograph ${letter}`)
  return { fileSha256, path: join(t.filesDir, 'laboratory', fileSha256.slice(0, 2), fileSha256) }
}
const shareTokenOf = (mark: string) => sha256(mark).slice(0, 22)
const passkeyOf = (letter: 'A' | 'B') => Buffer.from(`a passkey of side ${letter}`).toString('base64url')
const SCALE = { stage: 'subsequent', class: 'iii', Max: '15 kg', Min: '100 g', e: '5 g' }

type About = {
  t: TestHouse; mark: string; division: string; orgs: Side['orgs']; people: Side['people']; instrument: number; instrumentCode: string; certificate: number
  token: string; tokenWithout: string; creditCode: string; fileSha256: string; letter: 'A' | 'B'
  booked: { order: number; item: number; slip: string }
}

async function plantRows(client: pg.ClientBase, a: About): Promise<Record<IdName, number>> {
  const at = instant(a.t.clock)
  const { enterprise, laboratory } = a.orgs
  const clerk = person(a.people, 'owner-admin').id
  const add = async (table: string, row: Record<string, unknown>): Promise<number> => {
    const names = Object.keys(row)
    const { rows } = await client.query<{ id: number }>(`insert into ${table} (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning *`, Object.values(row))
    return rows[0]?.id ?? 0
  }
  await client.query('update registry.organisation set credit_code = $1, address = $2 where id = $3', [a.creditCode, a.mark, enterprise])
  const place = await add('registry.place', { org_id: enterprise, name: `${a.mark}摊位`, division: a.division, created_at: at })
  const tokenRow = { org_id: enterprise, label: a.mark, created_by: clerk, created_at: at, expires_at: '2027-06-01T00:00:00Z', hint: 'dhk_…' }
  const token = await add('registry.token', { ...tokenRow, token_sha256: createHash('sha256').update(a.token).digest(), scopes: SCOPES })
  await add('registry.token', { ...tokenRow, token_sha256: createHash('sha256').update(a.tokenWithout).digest(), scopes: [] })
  const view = await add('registry.saved_view', { person_id: clerk, page: '/instruments', name: a.mark, query: 'q=1' })
  const { rows: grants } = await client.query<{ id: number }>('select id from registry.role_grant where person_id = $1', [clerk])
  const { rows: accounts } = await client.query<{ id: number }>('select id from platform.account where person_id = $1', [clerk])
  await client.query('insert into platform.passkey (id, account_id, public_key, counter, label) values ($1, $2, $3, 0, $4)', [passkeyOf(a.letter), accounts[0]?.id, Buffer.alloc(32), a.mark])
  const adoption = await add('rulebook.adoption', { org_id: laboratory, rule: 'JJG-539/2016', sha256: sha256(a.mark), document: '馆藏 017', reach: 'organisation', proposed_by: person(a.people, 'quality').id, proposed_at: at })
  const localEdition = await add('rulebook.local_edition', { org_id: laboratory, path: `procedures/JJG-539/${a.mark}.yaml`, sha256: sha256(`edition ${a.mark}`), text: a.mark, in_force_from: '2026-01-01', author_id: person(a.people, 'quality').id, reason: a.mark, basis: a.mark, written_at: at })
  return { ...(await plantWork(client, a, add, at)), ...(await plantStudy(a, add, at)), instrument: a.instrument, certificate: a.certificate, place, person: clerk, grant: grants[0]?.id ?? 0, token, view, adoption, localEdition, enterprise, laboratory }
}

type Add = (table: string, row: Record<string, unknown>) => Promise<number>
/** A study of each organisation; the laboratory's, last, is the one named. */
async function plantStudy(a: About, add: Add, at: string) {
  const body = JSON.stringify({ formula: a.mark })
  const by = { enterprise: person(a.people, 'owner-admin').id, authority: person(a.people, 'city-desk').id, laboratory: person(a.people, 'head').id }
  let study = 0
  for (const kind of ['enterprise', 'authority', 'laboratory'] as const) {
    const org_id = a.orgs[kind]
    study = await add('workbench.study', { org_id, title: a.mark, created_by: by[kind], created_at: at })
    await add('workbench.version', { org_id, study_id: study, number: 1, body, note: a.mark, author_id: by[kind], at, act_no: 1 })
  }
  const share = await add('workbench.share', { org_id: a.orgs.laboratory, study_id: study, number: 1, token: shareTokenOf(a.mark), title: '分享', body: '{}', saved_at: at, shared_by: by.laboratory, shared_at: at })
  return { study, share }
}

async function plantWork(client: pg.ClientBase, a: About, add: Add, at: string) {
  const { enterprise, laboratory } = a.orgs
  const [verifier, head] = [person(a.people, 'verifier'), person(a.people, 'head')]
  const both = { org_id: laboratory, client_org_id: enterprise }
  const shipped = release().procedures.find((p) => p.of.file.document === 'JJG 539')
  if (!shipped) throw new Error('the release has no JJG 539')
  const { hash } = shipped.of
  const { order, item } = a.booked
  await client.query("update laboratory.item set state = 'assigned', verifier_id = $1, procedure_document = 'JJG 539', procedure_sha256 = $2, received_on = '2026-11-23' where id = $3", [verifier.id, hash, item])
  await add('laboratory.reception', { ...both, item_id: item, condition: a.mark, received_by: verifier.id, at })
  await add('laboratory.file', { ...both, item_id: item, purpose: 'reception', sha256: a.fileSha256, media_type: 'image/png', bytes: 10, added_by: verifier.id, at })
  const record = await add('laboratory.record', {
    org_id: laboratory, item_id: item, procedure_path: shipped.path, procedure_sha256: hash, document: 'JJG 539', edition: shipped.of.file.edition, parameters: JSON.stringify(SCALE), instrument: '{}', place: JSON.stringify({ kind: 'laboratory', text: a.mark }),
    engine: 'test', verifier_id: verifier.id, verifier_name: a.mark, opened_at: at, opened_on: '2026-11-23', act_no: 1,
  })
  await add('laboratory.reading', { org_id: laboratory, record_id: record, cell: 'note', text: a.mark, source: 'typed', typed_at: at, at, by_id: verifier.id, by_name: a.mark, client_id: `client-${a.letter}-1` })
  const authorisation = await add('laboratory.authorisation', { org_id: laboratory, title: '计量授权证书', number: `授权${a.letter}`, documents: ['*'], from_on: '2026-01-01', to_on: '2030-01-01', added_by: head.id, act_no: 1 })
  const scope = await add('laboratory.scope', { org_id: laboratory, person_id: verifier.id, document: 'JJG 539', duty: 'verify', from_on: '2026-01-01', to_on: '2030-01-01', basis: a.mark, granted_by: head.id, act_no: 1 })
  const startUp = await add('laboratory.start_up', { org_id: laboratory, from_on: '2026-01-01', until_on: '2026-12-31', reason: a.mark, opened_by: head.id, act_no: 1 })
  await add('laboratory.file', { org_id: laboratory, purpose: 'standard', sha256: a.fileSha256, media_type: 'application/xml', bytes: 10, added_by: head.id, at })
  const standard = await add('laboratory.standard', { org_id: laboratory, kind: 'reference instrument', code: a.mark, name: a.mark, range: a.mark, accuracy: a.mark, added_by: head.id, added_at: at })
  const standardCertificate = await add('laboratory.standard_certificate', { org_id: laboratory, standard_id: standard, origin: 'manual', issuer: a.mark, number: a.mark, issued_on: '2026-01-01', valid_until: '2027-01-01', file_sha256: a.fileSha256, added_by: head.id, added_at: at, act_no: 1 })
  const method = await add('laboratory.method', { org_id: laboratory, document: 'JJG 539', procedure_sha256: hash, parameters: JSON.stringify({ note: a.mark }), standards: '{}', budgets: '[]', fit: true, proposed_by: head.id, proposed_at: at, act_no: 1 })
  return { order, item, record, authorisation, scope, startUp, standard, standardCertificate, method }
}

/** A hash over every row that belongs to a side, to prove that nothing of it changed. */
export async function rowsOf(t: TestHouse, side: Side): Promise<Map<string, string>> {
  return t.db.asOwner(async (client) => {
    const orgs = Object.values(side.orgs)
    const { rows: tables } = await client.query<{ name: string; org: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name, (array_agg(a.attname order by a.attname = 'org_id' desc))[1] as org from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and a.attname in ('org_id', 'client_org_id') and n.nspname in ('registry', 'laboratory', 'certificates', 'rulebook', 'workbench', 'platform') group by 1 order by 1`)
    const found = new Map<string, string>()
    for (const { name, org } of [...tables, { name: 'registry.organisation', org: 'id' }]) {
      const { rows } = await client.query<{ hash: string }>(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${name} t where ${org} = any ($1)`, [orgs])
      found.set(name, rows[0]?.hash ?? '')
    }
    const people = [...side.people.values()].map((p) => p.id)
    for (const [name, ofPerson] of OF_PEOPLE) {
      const { rows } = await client.query<{ hash: string }>(`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${name} t where ${ofPerson}`, [people])
      found.set(name, rows[0]?.hash ?? '')
    }
    return found
  })
}

const OF_ACCOUNTS = 'account_id in (select id from platform.account where person_id = any ($1))'
/** Tables without an organisation, whose rows are a person's. */
const OF_PEOPLE = [['registry.saved_view', 'person_id = any ($1)'], ['platform.account', 'person_id = any ($1)'], ['platform.passkey', OF_ACCOUNTS], ['platform.session', OF_ACCOUNTS], ['platform.idempotent_answer', 'actor_id = any ($1)']] as const
