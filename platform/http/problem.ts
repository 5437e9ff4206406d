// Refusals as RFC 9457 problem+json: cannot what, because which field or rule, do this, nothing lost. In Chinese and English.

/** The same sentence in both languages of the house. */
export type Words = readonly [zh: string, en: string]
export type Locale = 'zh-CN' | 'en'
export const say = (words: Words, locale: Locale): string => words[locale === 'en' ? 1 : 0]

export type FieldProblem = { field: string; rule: string; words: Words }
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503

/** Thrown by a route to refuse; caught by the one handler. */
export class Refusal extends Error {
  readonly status: RefusalStatus
  readonly type: string
  readonly words: Words
  readonly fields: readonly FieldProblem[]
  readonly extra: Readonly<Record<string, unknown>>
  readonly retryAfter_s: number | undefined
  constructor(status: RefusalStatus, type: string, words: Words, more: { fields?: readonly FieldProblem[]; extra?: Record<string, unknown>; retryAfter_s?: number } = {}) {
    super(words[1])
    this.status = status
    this.type = type
    this.words = words
    this.fields = more.fields ?? []
    this.extra = more.extra ?? {}
    this.retryAfter_s = more.retryAfter_s
  }
}

export const notFound = () => new Refusal(404, 'not-found', ['没有找到，或您无权查看。', 'Not found, or not yours to see.'])
export const signInFirst = () => new Refusal(401, 'sign-in', ['请先登录。', 'Sign in first.'])

/** A refusal by a rule of the house or of the law; 409 when the state of the object forbids it, 422 when what was sent does. */
export const refuse = (status: RefusalStatus, type: string, words: Words, fields?: readonly FieldProblem[]) => new Refusal(status, type, words, { fields })

export type Problem = {
  type: string; title: string; status: number; detail: string; requestId: string
  errors?: { field: string; rule: string; message: string }[]
} & Record<string, unknown>

export function problemOf(refusal: Refusal, locale: Locale, requestId: string): Problem {
  return {
    ...refusal.extra,
    type: `urn:duheng:problem:${refusal.type}`,
    title: refusal.type,
    status: refusal.status,
    detail: say(refusal.words, locale),
    requestId,
    ...(refusal.fields.length > 0 ? { errors: refusal.fields.map((f) => ({ field: f.field, rule: f.rule, message: say(f.words, locale) })) } : {}),
  }
}
