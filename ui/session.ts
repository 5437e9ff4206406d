// Who is signed in, as every page may ask. The server decides every right again; this only decides what is drawn.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from './api.ts'
import { Problem } from './problem.ts'

export type SessionRole = { readonly role: string; readonly org: { readonly id: string; readonly name: string; readonly kind: string } }
export type Session = {
  readonly person: { readonly id: string; readonly name: string }
  readonly roles: readonly SessionRole[]
  readonly demo: boolean
  readonly locale: string
}

export function readSession(body: unknown): Session {
  if (!isRecord(body) || !isRecord(body['person'])) throw new Error('The session answer has no person')
  const roles = Array.isArray(body['roles']) ? body['roles'] : []
  return {
    person: { id: text(body['person']['id']), name: text(body['person']['name']) },
    roles: roles.flatMap((entry: unknown) => {
      if (!isRecord(entry) || !isRecord(entry['org'])) return []
      return [
        {
          role: text(entry['role']),
          org: { id: text(entry['org']['id']), name: text(entry['org']['name']), kind: text(entry['org']['kind']) },
        },
      ]
    }),
    demo: body['demo'] === true,
    locale: text(body['locale']),
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** `null`: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await get('/api/session', readSession, signal)
    } catch (error) {
      if (error instanceof Problem && error.details.status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
})

/** `undefined` while it is asked for, `null` when nobody is signed in. */
export function useSession(): Session | null | undefined {
  return useQuery(sessionQuery).data
}

export function roleNames(session: Session | null | undefined): readonly string[] | undefined {
  return session ? [...new Set(session.roles.map(({ role }) => role))] : undefined
}
