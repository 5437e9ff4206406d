// What the laboratory brings to the home page, the to-do count and the palette. Light: the cards themselves load when they are shown.
import { ask } from '#ui/client.ts'
import type { Finders, HomeCards, TodoCounts } from '#ui/pages.ts'
import { api } from './api.ts'

const staff = ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head'] as const
const cards = () => import('./HomeCards.tsx')

export const home: HomeCards = [
  { slot: 'todo', order: 10, sees: ['reception'], load: () => cards().then((c) => c.ReceptionHome) },
  { slot: 'todo', order: 11, sees: ['verifier'], load: () => cards().then((c) => c.VerifierHome) },
  { slot: 'todo', order: 12, sees: ['checker'], load: () => cards().then((c) => c.CheckerHome) },
  { slot: 'todo', order: 13, sees: ['signatory'], load: () => cards().then((c) => c.SignatoryHome) },
  { slot: 'todo', order: 14, sees: ['head', 'quality'], load: () => cards().then((c) => c.HeadHome) },
  { slot: 'todo', order: 15, sees: ['head', 'quality'], load: () => cards().then((c) => c.StandardsHome) },
  { slot: 'figures', order: 10, sees: staff, load: () => cards().then((c) => c.BoardHome) },
]

const inState = async (state: string, signal: AbortSignal): Promise<number> =>
  (await ask(api.board.$get({}, { init: { signal } }))).states.find(({ id }) => id === state)?.count ?? 0

export const todos: TodoCounts = [
  { sees: ['reception'], count: (signal) => inState('booked', signal) },
  { sees: ['verifier'], count: async (signal) => (await ask(api.items.$get({ query: { states: 'assigned', verifier: 'me', limit: '200' } }, { init: { signal } }))).items.length },
  { sees: ['checker'], count: (signal) => inState('measured', signal) },
  { sees: ['signatory'], count: (signal) => inState('checked', signal) },
]

export const finders: Finders = [{
  sees: [...staff, 'owner-admin', 'clerk'],
  find: async (text, signal) => {
    const { items, orders } = await ask(api.search.$get({ query: { q: text.slice(0, 80) } }, { init: { signal } }))
    return [
      ...items.map((i) => ({ href: `/work/${i.id}`, title: i.no, about: `${i.instrument} ${i.slip}`, kind: ['台件', 'Item'] as const })),
      ...orders.map((o) => ({ href: `/orders/${o.id}`, title: o.no, kind: ['委托单', 'Order'] as const })),
    ]
  },
}]
