// What the portal gives the web application.
import type { HomeCards, ModulePages } from '#ui/pages.ts'

const owners = ['owner-admin', 'clerk'] as const
const authority = ['city-desk', 'county-officer', 'enforcement'] as const
const operator = ['system-admin', 'security-admin', 'audit-admin'] as const

export const pages: ModulePages = [
  { path: '/my', title: ['我的单位', 'My organisation'], sees: owners, nav: { group: 'work', order: 5, roles: owners, chord: 'go my organisation' }, alsoKnownAs: ['wodedanwei', 'my'], load: () => import('./OwnerPage.tsx').then((page) => page.OwnerPage) },
]

export const home: HomeCards = [
  { slot: 'todo', order: 20, sees: owners, load: () => import('./OwnerHome.tsx').then((card) => card.OwnerHome) },
  { slot: 'todo', order: 30, sees: authority, load: () => import('./DeskHome.tsx').then((card) => card.DeskHome) },
  { slot: 'todo', order: 40, sees: operator, load: () => import('./AdminHome.tsx').then((card) => card.AdminHome) },
]
