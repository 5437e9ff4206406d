// Passkeys as requests: mine, a new one, one less, and signing in or confirming with one. The browser's own dialog and its library are
// loaded only when they are wanted. Absent: what the server checks.
import { act, get, nothing } from '#ui/api.ts'

export type Passkey = { readonly id: string; readonly label: string; readonly createdAt: string }

export const passkeysQuery = {
  queryKey: ['session', 'passkeys'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get('/api/session/passkeys', readPasskeys, signal),
} as const

function readPasskeys(body: unknown): readonly Passkey[] {
  const rows = body !== null && typeof body === 'object' && 'rows' in body ? body.rows : []
  return Array.isArray(rows) ? rows.flatMap(readPasskey) : []
}

function readPasskey(row: unknown): Passkey[] {
  const members = new Map<string, unknown>(row !== null && typeof row === 'object' ? Object.entries(row) : [])
  const text = (name: string) => String(members.get(name) ?? '')
  return text('id') === '' ? [] : [{ id: text('id'), label: text('label'), createdAt: text('createdAt') }]
}

export async function addPasskey(label: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON']
  // The options are the server's, made by the same library's other half and checked by the browser.
  const optionsJSON = await act('/api/session/passkeys/options', {}, (body) => body as Options)
  await act('/api/session/passkeys', { label, response: await startRegistration({ optionsJSON }) }, nothing)
}

export async function removePasskey(id: string): Promise<void> {
  await act(`/api/session/passkeys/${encodeURIComponent(id)}`, {}, nothing, { method: 'DELETE' })
}

/** Signs in; whoever is signed in already is confirmed by it. */
export async function presentPasskey(): Promise<void> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']
  // The options are the server's, made by the same library's other half and checked by the browser.
  const optionsJSON = await act('/api/session/passkey/options', {}, (body) => body as Options)
  await act('/api/session/passkey/verify', await startAuthentication({ optionsJSON }), nothing)
}

export function hasPasskeys(): boolean {
  return typeof window !== 'undefined' && window.isSecureContext && 'PublicKeyCredential' in window
}
