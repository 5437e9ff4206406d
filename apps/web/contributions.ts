// What the modules bring to the web: every modules/<module>/web/pages.tsx that exists. A module without a web folder brings nothing.
import type { Finders, HomeCards, ModulePages, ModuleWeb, TodoCounts } from '#ui/pages.ts'
import { galleryPages } from './gallery/pages.ts'
import { setupPages } from './setup/pages.ts'

const found = import.meta.glob<ModuleWeb>('../../modules/*/web/pages.tsx', { eager: true })
const webs = Object.values(found)

export const allPages: ModulePages = [...webs.flatMap(({ pages }) => pages), ...galleryPages, ...setupPages]
export const allHomeCards: HomeCards = webs.flatMap(({ home = [] }) => home).toSorted((one, other) => one.order - other.order)
export const allFinders: Finders = webs.flatMap(({ finders = [] }) => finders)
export const allTodos: TodoCounts = webs.flatMap(({ todos = [] }) => todos)
