// The four statistics tools among the workbench's pages: for anybody, computed in the reader's browser.
import type { ModulePages } from '#ui/pages.ts'

const roles = ['quality', 'head']

export const statisticsPages: ModulePages = [
  {
    path: '/statistics/comparison', title: ['比对与能力验证', 'Comparison and proficiency testing'], sees: 'anyone', nav: { group: 'service', order: 41, roles },
    alsoKnownAs: ['bidui', 'nengliyanzheng', 'En', 'KCRV', 'proficiency', '参考值', '等效度'], load: () => import('./comparison/ComparisonPage.tsx').then((page) => page.ComparisonPage),
  },
]
