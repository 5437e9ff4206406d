import assert from 'node:assert/strict'
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openTestHouse } from '#apps/server/testing.ts'
import type { TestHouse, TestPerson } from '#apps/server/testing.ts'

// A software authenticator: P-256, attestation 'none' (WebAuthn Level 2, 6.1 and 6.5.1).
const ORIGIN = 'https://demo.duheng.example'
const sha256 = (b: string | Buffer) => createHash('sha256').update(b).digest()
const cborBytes = (b: Buffer) => Buffer.concat([Buffer.from([0x58, b.length]), b])
function authenticator() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const credentialId = randomBytes(32)
  const cose = Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), cborBytes(Buffer.from(jwk.x ?? '', 'base64url')), Buffer.from([0x22]), cborBytes(Buffer.from(jwk.y ?? '', 'base64url'))])
  let counter = 0
  const authData = (flags: number, rpId: string, attested = false) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(++counter)
    const head = Buffer.concat([sha256(rpId), Buffer.from([flags | (attested ? 0x40 : 0)]), count])
    return attested ? Buffer.concat([head, Buffer.alloc(16), Buffer.from([0, 32]), credentialId, cose]) : head
  }
  const clientData = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const id = credentialId.toString('base64url')
  return {
    id,
    setCounter: (to: number) => { counter = to },
    register: (challenge: string) => {
      const data = authData(0x05, 'demo.duheng.example', true)
      const object = Buffer.concat([Buffer.from([0xa3, 0x63]), Buffer.from('fmt'), Buffer.from([0x64]), Buffer.from('none'), Buffer.from([0x67]), Buffer.from('attStmt'), Buffer.from([0xa0, 0x68]), Buffer.from('authData'), cborBytes(data)])
      return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: clientData('webauthn.create', challenge, ORIGIN).toString('base64url'), attestationObject: object.toString('base64url') } }
    },
    sign: (challenge: string, { origin = ORIGIN, rpId = 'demo.duheng.example', flags = 0x05 } = {}) => {
      const data = authData(flags, rpId)
      const client = clientData('webauthn.get', challenge, origin)
      const signature = createSign('sha256').update(Buffer.concat([data, sha256(client)])).sign(privateKey)
      return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') } }
    },
  }
}

let t: TestHouse
let person: TestPerson
const key = authenticator()
before(async () => {
  t = await openTestHouse()
  person = await t.person(await t.org('laboratory', '示范市计量所'), '周签字', ['signatory'])
  const options = await t.call(person, 'POST', '/api/session/passkeys/options')
  const added = await t.call(person, 'POST', '/api/session/passkeys', { label: '办公室电脑', response: key.register(options.body.challenge) })
  assert.equal(added.status, 201, JSON.stringify(added.body))
})
after(() => t.close())

const nobody = (cookie: string): TestPerson => ({ id: 0, orgId: 0, name: '', cookie })
async function challenge() {
  const answer = await t.call(undefined, 'POST', '/api/session/passkey/options')
  return { challenge: String(answer.body.challenge), who: nobody(/duheng=([^;]+)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[1] ?? '') }
}

test('a registered passkey signs its person in with a fresh token', async () => {
  const c = await challenge()
  const answer = await t.call(c.who, 'POST', '/api/session/passkey/verify', key.sign(c.challenge))
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const cookie = /duheng=([^;]+)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[1] ?? ''
  assert.notEqual(cookie, c.who.cookie)
  assert.equal((await t.call(nobody(cookie), 'GET', '/api/session')).body.person.name, '周签字')
})

test('a challenge is used once', async () => {
  const c = await challenge()
  assert.equal((await t.call(c.who, 'POST', '/api/session/passkey/verify', key.sign(c.challenge))).status, 200)
  assert.equal((await t.call(c.who, 'POST', '/api/session/passkey/verify', key.sign(c.challenge))).status, 401)
})

for (const [name, alter] of [
  ['of another origin', { origin: 'https://evil.example' }],
  ['for another relying party', { rpId: 'evil.example' }],
  ['without user verification', { flags: 0x01 }],
] as const) {
  test(`an assertion ${name} is refused`, async () => {
    const c = await challenge()
    assert.equal((await t.call(c.who, 'POST', '/api/session/passkey/verify', key.sign(c.challenge, alter))).status, 401)
  })
}

test('a challenge of another session and a cloned counter are refused', async () => {
  const mine = await challenge()
  const other = await challenge()
  assert.equal((await t.call(mine.who, 'POST', '/api/session/passkey/verify', key.sign(other.challenge))).status, 401)
  const c = await challenge()
  key.setCounter(0)
  assert.equal((await t.call(c.who, 'POST', '/api/session/passkey/verify', key.sign(c.challenge))).status, 401)
})

test('an unknown passkey is refused, and a removed one is unknown', async () => {
  const c = await challenge()
  assert.equal((await t.call(c.who, 'POST', '/api/session/passkey/verify', authenticator().sign(c.challenge))).status, 401)
  assert.equal((await t.call(person, 'DELETE', `/api/session/passkeys/${key.id}`)).status, 200)
  const d = await challenge()
  key.setCounter(100)
  assert.equal((await t.call(d.who, 'POST', '/api/session/passkey/verify', key.sign(d.challenge))).status, 401)
})
