// Passwords: argon2id (19 MiB, t = 2, p = 1; OWASP 2025), never more than two at once, because hashing shares its threads
// with files and DNS. A long queue is refused, not grown.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '#platform/http/problem.ts'

const MEMORY_KIB = 19_456
const PASSES = 2
const TAG_B = 32
const AT_ONCE = 2
const QUEUE_MAX = 32

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE_MAX) {
      throw new Refusal(429, 'busy', ['此刻登录的人太多，请稍后再试。', 'Too many people are signing in at this moment. Try again shortly.'], { retryAfter_s: 5 })
    }
    await new Promise<void>((resolve) => { waiting.push(resolve) })
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

const derive = (password: string, nonce: Buffer): Promise<Buffer> => new Promise((resolve, reject) => {
  argon2('argon2id', { message: Buffer.from(password.normalize('NFC')), nonce, parallelism: 1, tagLength: TAG_B, memory: MEMORY_KIB, passes: PASSES },
    (error, tag) => { if (error) reject(error); else resolve(tag) })
})

/** 'argon2id$19456$2$<nonce>$<tag>' in base64url. */
export const hashPassword = (password: string): Promise<string> => inTurn(async () => {
  const nonce = randomBytes(16)
  const tag = await derive(password, nonce)
  return `argon2id$${MEMORY_KIB}$${PASSES}$${nonce.toString('base64url')}$${tag.toString('base64url')}`
})

/** Takes as long for an unknown account (`stored` undefined) as for a wrong password. */
export const passwordMatches = (password: string, stored: string | undefined): Promise<boolean> => inTurn(async () => {
  const [, , , nonce, tag] = (stored ?? UNKNOWN).split('$')
  const derived = await derive(password, Buffer.from(nonce ?? '', 'base64url'))
  const expected = Buffer.from(tag ?? '', 'base64url')
  return expected.length === derived.length && timingSafeEqual(expected, derived) && stored !== undefined
})
const UNKNOWN = `argon2id$${MEMORY_KIB}$${PASSES}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(TAG_B).toString('base64url')}`

/** A password nobody should use here, or undefined when it will do. */
export function passwordProblem(password: string, login: string): { zh: string; en: string } | undefined {
  if ([...password].length < 10) return { zh: '密码至少 10 个字符。', en: 'A password has at least 10 characters.' }
  const plain = password.toLowerCase()
  if (COMMON.some((c) => plain.includes(c)) || plain.includes(login.toLowerCase())) {
    return { zh: '密码太常见或包含登录名，请换一个。', en: 'The password is too common or contains the login. Choose another.' }
  }
  return undefined
}
const COMMON = ['password', '12345678', '11111111', '00000000', 'qwertyui', 'abcd1234', 'iloveyou', 'admin123', 'woaini', '88888888', '66666666']
