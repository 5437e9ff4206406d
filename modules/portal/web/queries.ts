// The questions the portal asks, through the public routes of registry and laboratory, with the reader's own session.
import { ask, client } from '#ui/client.ts'
import type { LaboratoryApi } from '#modules/laboratory/contract.ts'
import type { RegistryApi } from '#modules/registry/contract.ts'

const registry = client<RegistryApi>('/api')
const laboratory = client<LaboratoryApi>('/api/laboratory')

export const SOON_DAYS = 60
const UNDER_WAY = 'booked,accepted,received,assigned,measured,checked,signed,issued'

export type Due = 'overdue' | 'soon'
const dueOf = (due: Due) => (due === 'overdue' ? 'overdue' : String(SOON_DAYS))

/** The earliest first. */
export const dueQuery = (due: Due, limit: number) => ({
  queryKey: ['registry', 'portal', 'due', due, limit],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(registry.instruments.$get({ query: { due: dueOf(due), state: 'in use', sort: 'due', limit: String(limit) } }, { init: { signal } })),
})
export type DueInstrument = Awaited<ReturnType<ReturnType<typeof dueQuery>['queryFn']>>['rows'][number]

type Counted = 'in use' | 'overdue' | 'soon' | 'never verified'
export const countQuery = (what: Counted) => ({
  queryKey: ['registry', 'portal', 'count', what],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(registry.instruments.count.$get({
    query: { state: 'in use', ...(what === 'overdue' || what === 'soon' ? { due: dueOf(what) } : {}), ...(what === 'never verified' ? { compulsory: 'never-verified' as const } : {}) },
  }, { init: { signal } })),
})

/** Where the rows of a figure are. */
export const rowsHref: Readonly<Record<Counted, string>> = {
  'in use': '/instruments?f.state=in+use', overdue: '/instruments?f.state=in+use&f.due=overdue&sort=dueOn', soon: `/instruments?f.state=in+use&f.due=${SOON_DAYS}&sort=dueOn`,
  'never verified': '/instruments?f.state=in+use&f.compulsory=never-verified',
}

export const underWayQuery = {
  queryKey: ['laboratory', 'portal', 'under way'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask(laboratory.items.$get({ query: { states: UNDER_WAY, limit: '50' } }, { init: { signal } })),
}

/** Words of the states come with the board, from the rule file. */
export const boardQuery = { queryKey: ['laboratory', 'board'], queryFn: ({ signal }: { signal: AbortSignal }) => ask(laboratory.board.$get({}, { init: { signal } })) }
