// Founds one part of the city: its organisations and people with their accounts, then its laboratory through the routes, as the people
// of the laboratory would. Organisations and people are written through the registry's contract, because only it marks them as demo.
// Every act is safe to repeat after a stop.
import { instant } from '#platform/clock.ts'
import { recordAct } from '#platform/acts/acts.ts'
import { authScope, jobScope } from '#platform/db/scope.ts'
import { accountByLogin, addAccount } from '#platform/sessions/session-store.ts'
import { addOrganisation, addPerson, grantRole } from '#modules/registry/contract.ts'
import { z } from 'zod'
import type { Part, PlannedLaboratory, PlannedOrganisation, PlannedPerson, PlannedStandard } from './city.ts'
import { idOf, succeeded } from './drive.ts'
import type { Actor, Drive } from './drive.ts'
import { procedureOf } from './procedure-of.ts'

export type Cast = {
  /** By person's key. */
  people: Map<string, Actor>
  /** Organisation's id by key. */
  organisations: Map<string, number>
  /** Ids of an owner's places, in the plan's order. */
  places: Map<string, readonly number[]>
  /** Standard's id by key. */
  standards: Map<string, number>
}
export const emptyCast = (): Cast => ({ people: new Map(), organisations: new Map(), places: new Map(), standards: new Map() })

export function theActor(cast: Cast, key: string): Actor {
  const actor = cast.people.get(key)
  if (!actor) throw new Error(`nobody in the city is ${key}`)
  return actor
}

/** Logins people type are as planned; the others exist so that the fill can act and admit nobody, having no password. */
export const loginOf = (person: PlannedPerson): string => person.login ?? `demo.${person.key.replaceAll('/', '.')}`

export async function foundOrganisations(d: Drive, cast: Cast, organisations: readonly PlannedOrganisation[], passwordHash: string): Promise<void> {
  for (const org of organisations) {
    const id = (await knownOrganisation(d, org)) ?? (await newOrganisation(d, org))
    cast.organisations.set(org.key, id)
    for (const person of org.people) cast.people.set(person.key, await thePerson(d, id, person, passwordHash))
    const admin = org.people.find((p) => p.roles.includes('owner-admin'))
    if (admin && org.places.length > 0) cast.places.set(org.key, await thePlaces(d, theActor(cast, admin.key), org))
  }
}

const knownOrganisation = (d: Drive, org: PlannedOrganisation) => d.db.withTx(jobScope, async (tx) =>
  (await tx.selectFrom('registry.organisation').select('id').where('name', '=', org.name).where('demo', '=', true).executeTakeFirst())?.id)

const newOrganisation = (d: Drive, org: PlannedOrganisation): Promise<number> => d.db.withTx(jobScope, async (tx) => {
  const { kind, name, creditCode, division, address, phone } = org
  const row = await addOrganisation(tx, { kind, name, credit_code: creditCode, division, address, phone, demo: true, created_at: instant(d.clock) })
  await recordAct(tx, d.clock, { actor: 0, org: row.id, verb: 'organisation.register', object: `organisation:${row.id}`, payload: { kind, name, creditCode, division, demo: true } })
  return row.id
})

/** The account's login names the person, so a repeated founding finds both. */
async function thePerson(d: Drive, orgId: number, person: PlannedPerson, passwordHash: string): Promise<Actor> {
  const login = loginOf(person)
  const account = await d.db.withTx(authScope, (tx) => accountByLogin(tx, login))
  if (account) return { key: person.key, personId: account.person_id, orgId, name: person.name }
  const personId = await d.db.withTx(jobScope, async (tx) => {
    const row = await addPerson(tx, { org_id: orgId, name: person.name, demo: true, created_at: instant(d.clock) })
    const act = await recordAct(tx, d.clock, { actor: 0, org: orgId, verb: 'role.grant', object: `person:${row.id}`, payload: { roles: person.roles } })
    for (const role of person.roles) await grantRole(tx, { person_id: row.id, org_id: orgId, role, from_at: instant(d.clock), granted_act: act })
    return row.id
  })
  await d.db.withTx(authScope, (tx) => addAccount(tx, { person_id: personId, login, password_hash: person.login === undefined ? null : passwordHash }))
  return { key: person.key, personId, orgId, name: person.name }
}

const Places = z.object({ places: z.array(z.object({ id: z.number(), name: z.string() })) })

async function thePlaces(d: Drive, admin: Actor, org: PlannedOrganisation): Promise<readonly number[]> {
  const known = new Map(Places.parse(await d.ask(admin, 'GET', '/api/places')).places.map((p) => [p.name, p.id]))
  const ids = []
  for (const place of org.places) ids.push(known.get(place.name) ?? idOf(await d.ask(admin, 'POST', '/api/places', place)))
  return ids
}

/** The quality manager and the head put the laboratory in order: authorisation, scopes, standards, adoptions, dossiers; two persons where two are asked. */
export async function foundLaboratory(d: Drive, cast: Cast, part: Part): Promise<void> {
  const { laboratory } = part
  const org = part.organisations.find((o) => o.key === laboratory.key)
  if (!org) throw new Error(`the part has no organisation ${laboratory.key}`)
  const quality = roleOf(cast, org, 'quality')
  const head = roleOf(cast, org, 'head')
  const once = (who: Actor, path: string, body: unknown, what: string) => d.ask(who, 'POST', path, body, `found-${laboratory.key}-${what}`)
  if (laboratory.startUpUntil !== undefined) await confirm(d, head, '/api/laboratory/start-up', { until: laboratory.startUpUntil, reason: '新机构登记已有的标准器和资格（演示）' })
  await once(quality, '/api/laboratory/authorisations', { title: '计量授权证书（演示）', number: `(演示)法计(${laboratory.foundedOn.slice(0, 4)})001`, documents: ['*'], from: laboratory.foundedOn, to: laboratory.scopesUntil }, 'authorisation')
  for (const person of org.people) await grantScopes(d, cast, laboratory, org, person)
  for (const standard of laboratory.standards) await enterStandard(d, cast, laboratory, standard, quality)
  for (const document of documents) {
    const procedure = procedureOf(document)
    const adoption = idOf(await once(quality, '/api/adoptions', { rule: procedure.id, sha256: procedure.hash, document: `${document}—${procedure.file.edition}（演示：虚构的核对记录，两人核对）` }, `adopt-${document.replace(' ', '')}`))
    await confirm(d, head, `/api/adoptions/${adoption}/confirmation`)
    await makeDossier(d, cast, { laboratory, document, quality, head })
  }
}

export const documents = ['JJG 539', 'JJG 52', 'JJG 443'] as const

function roleOf(cast: Cast, org: PlannedOrganisation, role: PlannedPerson['roles'][number]): Actor {
  const person = org.people.find((p) => p.roles.includes(role))
  if (!person) throw new Error(`${org.key} has no ${role}`)
  return theActor(cast, person.key)
}

async function grantScopes(d: Drive, cast: Cast, laboratory: PlannedLaboratory, org: PlannedOrganisation, person: PlannedPerson): Promise<void> {
  const duties = [...(person.roles.includes('verifier') ? ['verify'] : []), ...(person.roles.includes('checker') ? ['check'] : []), ...(person.roles.includes('signatory') ? ['sign'] : [])]
  if (duties.length === 0) return
  const { personId } = theActor(cast, person.key)
  await d.ask(roleOf(cast, org, 'head'), 'POST', '/api/laboratory/scopes', {
    personId, documents, duties, from: laboratory.foundedOn, to: laboratory.scopesUntil, basis: `演示资格 DEMO-${String(personId).padStart(4, '0')}`,
  }, `found-scope-${personId}`)
}

async function enterStandard(d: Drive, cast: Cast, laboratory: PlannedLaboratory, standard: PlannedStandard, quality: Actor): Promise<void> {
  const { code, name, range, accuracy, serial, maker } = standard
  const answer = await d.call(quality, 'POST', '/api/laboratory/standards', { kind: 'reference instrument', code, name, range, accuracy, serial, maker, location: '标准器室' }, `found-${laboratory.key}-${code}`)
  const id = answer.status === 409 ? await standardByCode(d, quality, code) : idOf(succeeded(answer, `standard ${code}`))
  cast.standards.set(standard.key, id)
  await enterCertificate(d, quality, id, standard.first)
}

const Standards = z.object({ standards: z.array(z.object({ id: z.number(), code: z.string() })) })

async function standardByCode(d: Drive, quality: Actor, code: string): Promise<number> {
  const known = Standards.parse(await d.ask(quality, 'GET', '/api/laboratory/standards')).standards.find((s) => s.code === code)
  if (!known) throw new Error(`the code ${code} is taken and no standard has it`)
  return known.id
}

/** An invented institute above this one: the demonstration's own chain upward. */
export const enterCertificate = (d: Drive, quality: Actor, standardId: number, { origin, number, issuedOn, validUntil }: PlannedStandard['first']) =>
  confirm(d, quality, `/api/laboratory/standards/${standardId}/certificates`, { origin, issuer: '示范省计量标准所（演示）', number, issuedOn, validUntil })

/** Values an institute would have from its own experiments; invented, and fit for the instruments of the plan. */
const DOSSIERS: Readonly<Record<(typeof documents)[number], { parameters: Record<string, string>; values: Record<string, Record<string, string>> }>> = {
  'JJG 539': { parameters: { stage: 'subsequent', class: 'iii', Max: '15 kg', Min: '100 g', e: '5 g' }, values: { weights: { mpe_weights: '1.5 g' }, repeatability: { s: '0.4 g' } } },
  'JJG 52': { parameters: { class: 'c1-6', stop: 'without', span: '1.6 MPa', upper: '1.6 MPa', division: '0.05 MPa', graduations: '0.4, 0.8, 1.2, 1.6' }, values: { 'pressure-standard': { mpe_standard: '0.0016 MPa' }, repeatability: { s: '0.001 MPa' } } },
  'JJG 443': { parameters: { stage: 'subsequent', fuel: 'petrol', measure: 'stainless', Qmax: '50 L/min', payment_step: '0.08' }, values: { measure: { U_B: '0.010 L' }, thermometer: { mpe_t: '0.2 K' }, repeatability: { s: '0.005 L' } } },
}

type DossierAsked = { laboratory: PlannedLaboratory; document: (typeof documents)[number]; quality: Actor; head: Actor }
const Dossier = z.object({ id: z.number(), fit: z.boolean() })

async function makeDossier(d: Drive, cast: Cast, { laboratory, document, quality, head }: DossierAsked): Promise<void> {
  const { parameters, values } = DOSSIERS[document]
  const standards = Object.fromEntries(Object.entries(values).map(([role, given]) => {
    const standard = laboratory.standards.find((s) => s.role === role && s.document === document)
    return [role, { standardId: standard ? cast.standards.get(standard.key) ?? null : null, values: given }]
  }))
  const made = Dossier.parse(await d.ask(quality, 'POST', '/api/laboratory/methods', { document, parameters, standards }, `found-${laboratory.key}-method-${document.replace(' ', '')}`))
  if (!made.fit) throw new Error(`the demonstration's method ${document} is not fit`)
  await confirm(d, head, `/api/laboratory/methods/${made.id}/acceptance`)
}

/** Done already is as good: everything here may be repeated. */
async function confirm(d: Drive, who: Actor, path: string, body?: object): Promise<void> {
  const answer = await d.call(who, 'POST', path, body)
  if (answer.status >= 300 && answer.status !== 409) throw new Error(`${who.key} POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
}
