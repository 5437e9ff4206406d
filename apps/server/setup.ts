// The very first administrator of an empty installation: whoever reads the one-time code on the console may set up the first organisation
// and its administrator, once. Afterwards the route is not there. Absent in a demonstration, which has its own people.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { recordAct } from '#platform/acts/acts.ts'
import { instant } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { authScope, jobScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound, refuse } from '#platform/http/problem.ts'
import { open } from '#platform/http/right.ts'
import { both, shape } from '#platform/http/shape.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import type { Role } from '#platform/may/roles.ts'
import { hashPassword, passwordProblem } from '#platform/sessions/password.ts'
import { addAccount } from '#platform/sessions/session-store.ts'
import { addOrganisation, addPerson, grantRole, parseCreditCode } from '#modules/registry/contract.ts'

const TRIES_MAX = 10
const kinds = ['laboratory', 'authority'] as const
/** Who manages people in an organisation of this kind, and so can invite everybody else. */
const firstRole: Readonly<Record<(typeof kinds)[number], Role>> = { laboratory: 'head', authority: 'city-desk' }

const words = (least: number, most: number) => z.string().trim().min(least, both(`至少 ${least} 个字符`, `At least ${least} characters`)).max(most, both(`最多 ${most} 个字符`, `At most ${most} characters`))
  .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, both('不能有控制字符', 'No control characters'))
const SetUp = z.strictObject({
  code: z.string().max(40),
  organisation: z.strictObject({
    kind: z.enum(kinds), name: words(2, 120), division: z.string().regex(/^\d{6}$/, both('行政区划代码为 6 位数字', 'A division code has 6 digits')), address: words(0, 200).default(''), phone: words(0, 40).default(''),
    creditCode: z.string().max(60).refine((text) => parseCreditCode(text).ok, both('统一社会信用代码不对，请核对（GB 32100—2015）', 'The unified social credit code is not right (GB 32100—2015)')),
  }),
  person: z.strictObject({ name: words(1, 60) }),
  login: z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._@+-]{2,79}$/, both('登录名为 3～80 位字母、数字或 . _ @ + -', 'A login is 3 to 80 letters, digits or . _ @ + -')),
  password: z.string().max(200, both('密码最多 200 个字符', 'A password has at most 200 characters')),
})
type SetUp = z.infer<typeof SetUp>

export type Setup = { readonly code: string; isOpen(): boolean; close(): void; tryCode(given: string): boolean }

/** Open while nobody at all can sign in; undefined otherwise, for ever. */
export async function openSetup(db: Database): Promise<Setup | undefined> {
  const someone = await db.withTx(authScope, (tx) => tx.selectFrom('platform.account').select('id').limit(1).executeTakeFirst())
  if (someone) return undefined
  const code = oneTimeCode()
  let isOpen = true
  let tries = 0
  return {
    code,
    isOpen: () => isOpen && tries < TRIES_MAX,
    close: () => { isOpen = false },
    tryCode: (given) => {
      const right = timingSafeEqual(sha256(plain(given)), sha256(plain(code)))
      if (!right) tries++
      return right
    },
  }
}

const plain = (code: string) => code.replace(/[\s-]/g, '').toUpperCase()
const sha256 = (text: string) => createHash('sha256').update(text).digest()

/** Twelve signs nobody confuses, in groups: 60 bits. */
function oneTimeCode(): string {
  const signs = [...randomBytes(12)].map((b) => '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'.charAt(b & 31)).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}

export const setupRoutes = (setup: Setup | undefined) => new Hono<Env>()
  .get('/setup', open(), describe('session', ['是否尚未设立第一位管理员', 'Whether the first administrator is still to be set up']), (c) => {
    if (!setup?.isOpen()) throw notFound()
    return c.json({ open: true, kinds })
  })
  .post('/setup', open(), rateLimit(10, 10), describe('session', ['设立第一个单位和管理员', 'Set up the first organisation and administrator']), shape('json', SetUp), async (c) => {
    if (!setup?.isOpen()) throw notFound()
    const given = c.req.valid('json')
    if (!setup.tryCode(given.code)) throw refuse(403, 'setup-code', ['代码不对。它印在启动程序的控制台上；多次填错后要重新启动才有新代码。', 'The code is wrong. It stands on the console of the program; after several wrong ones a restart gives a new one.'], [{ field: 'code', rule: 'setup-code', words: ['请填写控制台上的代码', 'Enter the code from the console'] }])
    const weak = passwordProblem(given.password, given.login)
    if (weak) throw refuse(422, 'weak-password', [weak.zh, weak.en], [{ field: 'password', rule: 'weak-password', words: [weak.zh, weak.en] }])
    const hash = await hashPassword(given.password)
    if (!setup.isOpen()) throw notFound() // another request was first while this one hashed
    setup.close()
    return c.json(await setUp(c, given, hash), 201)
  })

/** The account last: should the machine stop in between, nobody can sign in yet and the set-up opens again under the same organisation. */
async function setUp(c: Context<Env>, given: SetUp, passwordHash: string): Promise<{ organisationId: number; personId: number }> {
  const { kind, name, creditCode, division, address, phone } = given.organisation
  const read = parseCreditCode(creditCode)
  const at = instant(c.var.clock)
  const made = await c.var.db.withTx(jobScope, async (tx) => {
    const known = await tx.selectFrom('registry.organisation').select('id').where('credit_code', '=', read.ok ? read.code : '').executeTakeFirst()
    const org = known ?? await addOrganisation(tx, { kind, name, credit_code: read.ok ? read.code : null, division, address, phone, demo: false, created_at: at })
    const person = await addPerson(tx, { org_id: org.id, name: given.person.name, demo: false, created_at: at })
    const act = await recordAct(tx, c.var.clock, { actor: person.id, org: org.id, verb: 'organisation.set-up', object: `organisation:${org.id}`, payload: { kind, name, division, login: given.login } })
    await grantRole(tx, { person_id: person.id, org_id: org.id, role: firstRole[kind], from_at: at, granted_act: act })
    return { organisationId: org.id, personId: person.id }
  })
  await c.var.db.withTx(authScope, (tx) => addAccount(tx, { person_id: made.personId, login: given.login, password_hash: passwordHash }))
  return made
}
