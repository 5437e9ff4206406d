// A refusal of the server (RFC 9457 problem+json) as the interface speaks it. `sentence` says the whole of it (cannot what · because · do
// this); a rule, fields and further members are shown beside it where the server gives them. Members we do not know are ignored, members of
// the wrong type are dropped: an error page must not fail over an error. Pure.

export type ProblemRule = { readonly document: string; readonly clause?: string; readonly version?: string; readonly verified?: boolean }
/** `rule` where it is a document of law or of the house, not the name of a check. */
export type FieldProblem = { readonly field: string; readonly message: string; readonly rule?: string }
export type ProblemDetails = {
  readonly status: number
  readonly code: string
  /** '' where the server said nothing; the Refusal component then has a sentence for the status. */
  readonly sentence: string
  readonly because?: string
  readonly todo?: string
  readonly kept?: string
  readonly rule?: ProblemRule
  readonly fields: readonly FieldProblem[]
  /** The record that stands where another was to be made, for whoever may see it. `href` is a page of ours. */
  readonly existing?: { readonly name: string; readonly href: string }
  readonly reference?: string
}

export class Problem extends Error {
  readonly details: ProblemDetails
  constructor(details: ProblemDetails) {
    super(details.sentence || details.code)
    this.name = 'Problem'
    this.details = details
  }
}

const longestText = 2000
const mostFields = 500

/** `status` is the response's own; the body may be anything. */
export function readProblem(body: unknown, status: number): ProblemDetails {
  const at = reader(body)
  return {
    status, code: at.text('code') ?? lastSegment(at.text('type')) ?? String(status), sentence: at.text('detail') ?? at.text('title') ?? '',
    because: at.text('because'), todo: at.text('do') ?? at.text('todo'), kept: at.text('kept'),
    rule: readRule(at.value('rule')), fields: readFields(at.value('errors') ?? at.value('issues')),
    existing: readExisting(at.value('existing')),
    reference: at.text('requestId') ?? at.text('reference'),
  }
}

function reader(body: unknown) {
  const members = new Map<string, unknown>(body !== null && typeof body === 'object' ? Object.entries(body) : [])
  const text = (name: string) => {
    const value = members.get(name)
    return typeof value === 'string' && value !== '' ? value.slice(0, longestText) : undefined
  }
  return { text, value: (name: string) => members.get(name) }
}

function lastSegment(type: string | undefined): string | undefined {
  const segment = type?.split(/[/#:]/).at(-1)
  return segment === '' || segment === 'blank' ? undefined : segment
}

function readRule(value: unknown): ProblemRule | undefined {
  if (typeof value === 'string' && value !== '') return { document: value.slice(0, longestText) }
  const at = reader(value)
  const document = at.text('document') ?? at.text('name')
  if (document === undefined) return undefined
  const verified = at.value('verified')
  return {
    document,
    clause: at.text('clause'),
    version: at.text('version') ?? at.text('edition'),
    verified: typeof verified === 'boolean' ? verified : undefined,
  }
}

function readExisting(value: unknown): ProblemDetails['existing'] {
  const at = reader(value)
  const [name, href] = [at.text('name'), at.text('href')]
  return name === undefined || href === undefined || !/^\/[^/\\]/.test(href) ? undefined : { name, href }
}

/** `[{ field | path | pointer, message | detail }]`; a path may be a list or a JSON pointer. */
function readFields(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, mostFields).flatMap((entry: unknown) => {
    const at = reader(entry)
    const path = at.value('path')
    const field =
      at.text('field') ?? (Array.isArray(path) ? path.map(String).join('.') : at.text('path')) ?? pointerPath(at.text('pointer'))
    const message = at.text('message') ?? at.text('detail') ?? at.text('title')
    const rule = at.text('rule')
    return field === undefined || message === undefined ? [] : [{ field, message, ...(rule !== undefined && /[^\w-]/.test(rule) ? { rule } : {}) }]
  })
}

function pointerPath(pointer: string | undefined): string | undefined {
  return pointer?.replace(/^#/, '').split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.')
}

/** The problem in an error of any origin; a failed fetch is `offline`, anything else is our own bug and stays one. */
export function problemOf(error: unknown): ProblemDetails {
  if (error instanceof Problem) return error.details
  const code = error instanceof TypeError && /fetch|network|load failed/i.test(error.message) ? 'offline' : 'unexpected'
  return {
    status: 0,
    code,
    sentence: '',
    fields: [],
    because: code === 'unexpected' && error instanceof Error ? error.message.slice(0, longestText) : undefined,
  }
}
