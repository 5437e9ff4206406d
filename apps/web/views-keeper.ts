// Saved views of whoever is signed in, kept by the server: what the registers' 视图 button asks for (#ui/saved-views.ts).
import { act, get, nothing, query } from '#ui/api.ts'
import type { ViewsKeeper } from '#ui/saved-views.ts'

export const viewsKeeper: ViewsKeeper = {
  list: (page, signal) => get(`/api/views${query({ page })}`, readViews, signal),
  save: (page, name, text) => act('/api/views', { page, name, query: text }, nothing),
  remove: (id) => act(`/api/views/${id}`, {}, nothing, { method: 'DELETE' }),
}

type Kept = Awaited<ReturnType<ViewsKeeper['list']>>[number]

function readViews(body: unknown): Kept[] {
  const views = membersOf(body).get('views')
  return (Array.isArray(views) ? views : []).flatMap((entry: unknown) => {
    const members = membersOf(entry)
    const [id, name, text] = [members.get('id'), members.get('name'), members.get('query')]
    return typeof id === 'number' && typeof name === 'string' && typeof text === 'string' ? [{ id, name, query: text }] : []
  })
}

const membersOf = (body: unknown) => new Map<string, unknown>(body !== null && typeof body === 'object' ? Object.entries(body) : [])
