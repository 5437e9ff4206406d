// The steps of an import: the file goes with each, because the server keeps nothing of it.
import { apiFetch, newIdempotencyKey } from '#ui/api.ts'
import type { ClientResponse } from 'hono/client'
import type { api } from './api.ts'
import { download } from './download.ts'

type AnswerOf<T> = T extends (...all: never[]) => Promise<ClientResponse<infer A>> ? A : never
export type Look = AnswerOf<typeof api.imports.look.$post>
export type Rehearsed = AnswerOf<typeof api.imports.rehearsal.$post>
export type Written = { readonly added: number; readonly changed: number; readonly same: number; readonly places: number }
export type Step = { readonly org: number | undefined; readonly head: number; readonly mapping: readonly (string | null)[] }

const query = ({ org, head, mapping }: Step): string => new URLSearchParams({ ...(org === undefined ? {} : { org: String(org) }), head: String(head), mapping: JSON.stringify(mapping) }).toString()
const sent = (file: File): RequestInit => ({
  method: 'POST', body: file, headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name), 'Idempotency-Key': newIdempotencyKey() },
})
const read = async <T>(path: string, file: File): Promise<T> => (await (await apiFetch(path, sent(file))).json()) as T // the routes' own types above

export const importApi = {
  look: (file: File, org: number | undefined) => read<Look>(`/api/imports/look${org === undefined ? '' : `?org=${org}`}`, file),
  rehearse: (file: File, step: Step) => read<Rehearsed>(`/api/imports/rehearsal?${query(step)}`, file),
  write: (file: File, step: Step) => read<Written>(`/api/imports?${query(step)}`, file),
  annotated: (file: File, step: Step) => download(`/api/imports/annotated?${query(step)}`, sent(file)),
}
