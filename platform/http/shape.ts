// Parse once at the edge: strict zod shapes; a refusal names the field and the rule. Also feeds the OpenAPI document.
import { validator } from 'hono-openapi'
import type { ValidationTargets } from 'hono'
import type { z } from 'zod'
import { Refusal } from './problem.ts'
import type { FieldProblem } from './problem.ts'
import type { Env } from './env.ts'

/** Validates one part of the request; what reaches the handler through c.req.valid() is typed and trusted. */
export const shape = <S extends z.ZodType, T extends keyof ValidationTargets>(target: T, schema: S) =>
  validator<S, T, Env, string>(target, schema, (result) => {
    if (!result.success) throw shapeRefusal(result.error)
    const hidden = hiddenIn(result.data)
    if (hidden.length > 0) throw shapeRefusal(hidden)
  })

/** Characters nobody can see: controls but for tab and line ends, and those that turn the direction of writing (Unicode UAX 9). */
const HIDDEN = /[[\p{Bidi_Control}\p{Cc}]--[\t\n\r]]/v
const HIDDEN_MAX = 50

/** Where a value holds them, as issues; nothing the house keeps may read otherwise than it is. The depth of bodies is bounded before. */
function hiddenIn(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value === 'string') return HIDDEN.test(value) ? [{ path, code: 'hidden-character', message: both('含有看不见的控制字符，请重新输入这一项', 'Holds characters that cannot be seen; type it again') }] : []
  if (typeof value !== 'object' || value === null) return []
  const found: Issue[] = []
  for (const [key, each] of Object.entries(value)) {
    if (HIDDEN.test(key)) found.push(...hiddenIn(key, path))
    found.push(...hiddenIn(each, [...path, key]))
    if (found.length >= HIDDEN_MAX) break
  }
  return found
}

type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[]; readonly code?: string; readonly keys?: readonly string[] }

export function shapeRefusal(issues: readonly Issue[]): Refusal {
  const fields = issues.slice(0, 50).map(fieldProblem)
  const names = fields.map((f) => f.field).join('、')
  return new Refusal(400, 'shape', [`填写有误：${names}。请按提示修改后再提交，已填内容不变。`, `Not accepted: ${names}. Correct the fields and send again; nothing is lost.`], { fields })
}

function fieldProblem(issue: Issue): FieldProblem {
  const path = (issue.path ?? []).map((p) => String(typeof p === 'object' ? p.key : p)).join('.')
  if (issue.code === 'unrecognized_keys') {
    const keys = (issue.keys ?? []).join(', ')
    return { field: path ? `${path}.${keys}` : keys, rule: 'unknown-field', words: [`没有“${keys}”这个字段。`, `There is no field "${keys}".`] }
  }
  const [zh, en] = issue.message.split(' | ')
  return { field: path || '(body)', rule: issue.code ?? 'shape', words: [zh ?? issue.message, en ?? issue.message] }
}

/** Both languages in one zod message. */
export const both = (zh: string, en: string): string => `${zh} | ${en}`
