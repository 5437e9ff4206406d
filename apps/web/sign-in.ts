// How a session begins with a password, as requests; passkeys.ts has the other way. Absent: what the server checks.
import { act, get, nothing } from '#ui/api.ts'

export type DemoAccount = { readonly login: string; readonly password: string; readonly zh: string; readonly en: string }
export type SignInOptions = { readonly demo: boolean; readonly accounts: readonly DemoAccount[] }

export const signInOptionsQuery = {
  queryKey: ['session', 'options'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get('/api/session/options', readOptions, signal),
  staleTime: 300_000,
} as const

function readOptions(body: unknown): SignInOptions {
  const members = new Map<string, unknown>(body !== null && typeof body === 'object' ? Object.entries(body) : [])
  const accounts = members.get('accounts')
  return { demo: members.get('demo') === true, accounts: Array.isArray(accounts) ? accounts.flatMap(readAccount) : [] }
}

function readAccount(entry: unknown): DemoAccount[] {
  const members = new Map<string, unknown>(entry !== null && typeof entry === 'object' ? Object.entries(entry) : [])
  const text = (name: string) => String(members.get(name) ?? '')
  return text('login') === '' ? [] : [{ login: text('login'), password: text('password'), zh: text('zh'), en: text('en') }]
}

export async function signIn(login: string, password: string): Promise<void> {
  await act('/api/session', { login, password }, nothing)
}
