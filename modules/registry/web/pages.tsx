// What the registry gives the web application.
import type { Finders, ModulePages, TodoCounts } from '#ui/pages.ts'
import { ask } from '#ui/client.ts'
import { api } from './api.ts'

const readers = ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head', 'city-desk', 'county-officer', 'enforcement', 'owner-admin', 'clerk'] as const
const registrars = ['owner-admin', 'clerk', 'reception', 'head'] as const
const organisers = [...readers, 'system-admin', 'security-admin', 'audit-admin'] as const
const managers = ['head', 'quality', 'city-desk', 'owner-admin', 'system-admin', 'security-admin', 'audit-admin'] as const

export const pages: ModulePages = [
  { path: '/instruments', title: ['器具', 'Instruments'], sees: readers, nav: { group: 'things', order: 10, roles: [...readers], chord: 'go instruments' }, alsoKnownAs: ['qiju', 'qj', '台账'], load: () => import('./InstrumentsPage.tsx').then((page) => page.InstrumentsPage) },
  { path: '/instruments/new', title: ['登记器具', 'Register an instrument'], sees: registrars, alsoKnownAs: ['dengji'], load: () => import('./InstrumentNewPage.tsx').then((page) => page.InstrumentNewPage) },
  { path: '/instruments/$code', title: ['器具', 'Instrument'], sees: readers, load: () => import('./InstrumentPage.tsx').then((page) => page.InstrumentPage) },
  { path: '/imports', title: ['导入台账', 'Import a ledger'], sees: ['owner-admin', 'clerk', 'reception'], nav: { group: 'things', order: 12 }, alsoKnownAs: ['daoru'], load: () => import('./ImportPage.tsx').then((page) => page.ImportPage) },
  { path: '/organisations', title: ['单位', 'Organisations'], sees: organisers, nav: { group: 'things', order: 14, roles: ['reception', 'city-desk', 'county-officer', 'system-admin'] }, alsoKnownAs: ['danwei', '客户'], load: () => import('./OrganisationsPage.tsx').then((page) => page.OrganisationsPage) },
  { path: '/organisations/$id', title: ['单位', 'Organisation'], sees: organisers, load: () => import('./OrganisationPage.tsx').then((page) => page.OrganisationPage) },
  { path: '/people', title: ['人员', 'People'], sees: managers, nav: { group: 'system', order: 10 }, alsoKnownAs: ['renyuan'], load: () => import('./PeoplePage.tsx').then((page) => page.PeoplePage) },
  { path: '/tokens', title: ['接口令牌', 'Tokens'], sees: ['head', 'owner-admin'], nav: { group: 'system', order: 12 }, alsoKnownAs: ['lingpai', 'API'], load: () => import('./TokensPage.tsx').then((page) => page.TokensPage) },
]

export const finders: Finders = [{
  sees: readers,
  find: async (text, signal) => (await ask(api.instruments.$get({ query: { q: text.slice(0, 100), limit: '10' } }, { init: { signal } }))).rows.map((row) => ({
    href: `/instruments/${row.code}`, title: `${row.name} ${row.model}`.trim(), about: [row.serial, row.owner.name].filter((part) => part !== '').join(' · '), kind: ['器具', 'Instrument'] as const,
  })),
}]

export const todos: TodoCounts = [{
  sees: ['owner-admin', 'clerk'],
  count: async (signal) => (await ask(api.instruments.count.$get({ query: { due: 'overdue' } }, { init: { signal } }))).n,
}]
