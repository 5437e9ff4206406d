// The first hour of an installation: its first administrator, and the list of what comes next.
import type { ModulePages } from '#ui/pages.ts'

export const setupPages: ModulePages = [
  { path: '/setup', title: ['第一次使用', 'First use'], sees: 'anyone', load: () => import('./SetupPage.tsx').then((page) => page.SetupPage) },
  {
    path: '/remove-demo', title: ['删除演示数据', 'Remove the demonstration'], sees: ['system-admin'], nav: { group: 'system', order: 90, roles: [] }, alsoKnownAs: ['yanshi', 'shanchu', 'demo'],
    load: () => import('./RemoveDemoPage.tsx').then((page) => page.RemoveDemoPage),
  },
  {
    path: '/first-steps', title: ['开始清单', 'First steps'], sees: ['head', 'quality'], nav: { group: 'system', order: 5, roles: [] }, alsoKnownAs: ['kaishi', 'qingdan'],
    load: () => import('./FirstStepsPage.tsx').then((page) => page.FirstStepsPage),
  },
]
