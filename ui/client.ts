// A typed client of one module's routes: paths, parameters and answers come from the routes' own types, nothing is written twice.
//   export const api = client<RegistryApi>('/api')            // modules/<m>/web/api.ts
//   useQuery({ queryKey: [...], queryFn: ({ signal }) => ask(api.instruments.$get({ query }, { init: { signal } })) })
// A refusal is thrown as Problem; an act carries an idempotency key and is asked again once when the person must confirm first.
import { hc } from 'hono/client'
import type { ClientResponse } from 'hono/client'
import type { Hono } from 'hono'
import { apiFetch } from './api.ts'

// The client is typed by the routes, whatever their environment is.
// oxlint-disable-next-line typescript/no-explicit-any
type AnyRoutes = Hono<any, any, any>

export const client = <Api extends AnyRoutes>(base: string) => hc<Api>(base, { fetch: (input: RequestInfo | URL, init?: RequestInit) => apiFetch(String(input), init ?? {}) })

/** The answer of a call, or the Problem it was refused with. */
export async function ask<T>(call: Promise<ClientResponse<T>>): Promise<T> {
  const response = await call
  return (await response.json()) as T // the routes' own type of their answer
}
