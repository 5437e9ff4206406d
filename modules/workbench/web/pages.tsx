// What the workbench gives the web application. Calculating is for anybody; keeping is for those signed in.
import type { Finders, ModulePages } from '#ui/pages.ts'
import { keepers } from './roles.ts'
import { KIND_WORDS, studyHref } from './study-kinds.ts'
import { statisticsPages } from './statistics/pages.ts'

export const pages: ModulePages = [
  ...statisticsPages,
  {
    path: '/uncertainty', title: ['不确定度工作台', 'Uncertainty workbench'], sees: 'anyone', nav: { group: 'service', order: 40, roles: ['verifier', 'checker', 'signatory', 'quality', 'head'] },
    alsoKnownAs: ['buquedingdu', 'bqdd', 'GUM', 'Monte Carlo', '蒙特卡洛', '测量不确定度'], load: () => import('./WorkbenchPage.tsx').then((page) => page.WorkbenchPage),
  },
  {
    path: '/uncertainty/studies', title: ['不确定度评定', 'Uncertainty studies'], sees: keepers, nav: { group: 'things', order: 24, roles: [] },
    alsoKnownAs: ['pingding', 'budget'], load: () => import('./StudiesPage.tsx').then((page) => page.StudiesPage),
  },
  { path: '/uncertainty/keep', title: ['保存评定', 'Save a study'], sees: keepers, load: () => import('./WorkbenchPage.tsx').then((page) => page.WorkbenchPage) },
  { path: '/uncertainty/studies/$id', title: ['不确定度评定', 'Uncertainty study'], sees: keepers, load: () => import('./WorkbenchPage.tsx').then((page) => page.WorkbenchPage) },
  { path: '/uncertainty/studies/$id/compare', title: ['比较两个版本', 'Compare two versions'], sees: keepers, load: () => import('./ComparePage.tsx').then((page) => page.ComparePage) },
  { path: '/uncertainty/shared/$token', title: ['分享的评定', 'Shared study'], sees: 'anyone', load: () => import('./WorkbenchPage.tsx').then((page) => page.WorkbenchPage) },
]

export const finders: Finders = [
  {
    sees: keepers,
    find: async (text, signal) => {
      const { findStudies } = await import('./study-queries.ts')
      return (await findStudies(text, signal)).map(({ id, kind, title, shown }) => ({ href: studyHref(kind, id), title, about: shown ?? undefined, kind: KIND_WORDS[kind] }))
    },
  },
]
