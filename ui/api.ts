// The one way the interface speaks to the server: JSON over fetch, same origin, a refusal thrown as Problem, an idempotency key on every
// act so that a second click or a retry is one act. Absent: caching (react-query), the shapes of answers (each module's contract.ts reads
// them).
import { language } from './i18n.ts'
import { noteServerTime } from './now.ts'
import { Problem, readProblem } from './problem.ts'

export type Reader<T> = (body: unknown) => T
export type ActOptions = {
  /** One key per intended act; repeat it when the same act is tried again. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
}

/** Opaque, unguessable and unique: one per intended act. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Fetch and read; `read` is usually a zod schema's `parse`. */
export async function get<T>(path: string, read: Reader<T>, signal?: AbortSignal): Promise<T> {
  return read(await send(path, { method: 'GET', signal }))
}

/** Record an act: POST by default, JSON body, idempotency key. */
export async function act<T>(path: string, body: unknown, read: Reader<T>, options: ActOptions = {}): Promise<T> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': options.idempotencyKey ?? newIdempotencyKey() }
  const init = { method: options.method ?? 'POST', headers, body: JSON.stringify(body ?? {}), signal: options.signal }
  try {
    return read(await send(path, init))
  } catch (error) {
    if (!(error instanceof Problem) || error.details.code !== 'confirm-again' || !(await confirmPerson())) throw error
    return read(await send(path, init))
  }
}

/** Some acts ask again who is acting. The shell shows the dialog; true: confirmed, and the act is sent once more with the same key. */
let confirmPerson = async (): Promise<boolean> => false
export function confirmPersonWith(dialog: () => Promise<boolean>): void {
  confirmPerson = dialog
}

/** Send one file as its own bytes; the server looks at the bytes, never at the name. */
export async function upload<T>(path: string, file: Blob, read: Reader<T>, options: ActOptions = {}): Promise<T> {
  const headers = {
    'Content-Type': 'application/octet-stream', 'Idempotency-Key': options.idempotencyKey ?? newIdempotencyKey(),
    ...(file instanceof File ? { 'X-File-Name': encodeURIComponent(file.name) } : {}),
  }
  return read(await send(path, { method: options.method ?? 'POST', headers, body: file, signal: options.signal }))
}

/** For answers nobody reads. */
export function nothing(): undefined {
  return undefined
}

export function query(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** fetch as the typed client uses it: our headers, an idempotency key on acts, refusals thrown, one more try after the person confirmed. */
export async function apiFetch(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  if (unsafe.has(init.method ?? 'GET')) {
    if (!headers.has('Idempotency-Key')) headers.set('Idempotency-Key', newIdempotencyKey())
    if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json')
  }
  const again = () => respond(path, { ...init, headers })
  try {
    return await again()
  } catch (error) {
    if (!(error instanceof Problem) || error.details.code !== 'confirm-again' || !(await confirmPerson())) throw error
    return again()
  }
}

async function respond(path: string, init: RequestInit): Promise<Response> {
  const local = path.startsWith(location.origin) ? path.slice(location.origin.length) : path
  if (!local.startsWith('/') || local.startsWith('//')) throw new Error(`An API path starts with one slash: ${path}`)
  const headers = new Headers(init.headers)
  headers.set('Accept', 'application/json')
  headers.set('X-Locale', language.get())
  const response = await fetch(local, { ...init, headers, credentials: 'same-origin', redirect: 'error' })
  noteServerTime(response.headers)
  if (response.ok) return response
  throw new Problem(readProblem(await bodyOf(response), response.status))
}

async function send(path: string, init: RequestInit): Promise<unknown> {
  return bodyOf(await respond(path, init))
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204 || !/\bjson\b/.test(response.headers.get('content-type') ?? '')) return undefined
  try {
    return await response.json()
  } catch {
    // A cut-off or malformed body is reported by its status.
    return undefined
  }
}
