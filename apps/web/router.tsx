// Routes from the modules' pages: one lazy chunk each, inside the shell. Search values stay plain text, as `?q=…&sort=-due`; pages read
// them through #ui.
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { lazy } from 'react'
import type { PageEntry } from '#ui/pages.ts'
import { Broken } from './Broken.tsx'
import { allPages } from './contributions.ts'
import { Guarded } from './Guarded.tsx'
import { HomePage } from './HomePage.tsx'
import { NotFound } from './NotFound.tsx'
import { Shell } from './Shell.tsx'

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken })
const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: () => (
    <Guarded sees="signed-in">
      <HomePage />
    </Guarded>
  ),
})

function routeOf(page: PageEntry) {
  const Content = lazy(async () => ({ default: await page.load() }))
  return createRoute({ getParentRoute: () => rootRoute, path: page.path, component: () => <Guarded sees={page.sees}><Content /></Guarded> })
}

export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, ...allPages.map(routeOf)]),
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
  defaultPreload: false,
  scrollRestoration: true,
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (values) => {
    const text = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString()
    return text === '' ? '' : `?${text}`
  },
})

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
