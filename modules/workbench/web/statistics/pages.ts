// The four statistics tools among the workbench's pages: for anybody, computed in the reader's browser.
import type { ModulePages } from '#ui/pages.ts'
import { keepers } from '../roles.ts'

const roles = ['quality', 'head']

export const statisticsPages: ModulePages = [
  {
    path: '/statistics/comparison', title: ['比对与能力验证', 'Comparison and proficiency testing'], sees: 'anyone', nav: { group: 'service', order: 41, roles },
    alsoKnownAs: ['bidui', 'nengliyanzheng', 'En', 'KCRV', 'proficiency', '参考值', '等效度'], load: () => import('./comparison/ComparisonPage.tsx').then((page) => page.ComparisonPage),
  },
  {
    path: '/statistics/prepackage', title: ['定量包装商品净含量', 'Net quantity of prepackages'], sees: 'anyone', nav: { group: 'service', order: 42, roles },
    alsoKnownAs: ['dingliangbaozhuang', 'dlbz', 'JJF 1070', '净含量', '允许短缺量', 'R 87'], load: () => import('./prepackage/PackagePage.tsx').then((page) => page.PackagePage),
  },
  {
    path: '/statistics/control-chart', title: ['控制图', 'Control chart'], sees: 'anyone', nav: { group: 'service', order: 43, roles },
    alsoKnownAs: ['kongzhitu', 'kzt', 'SPC', '核查标准', 'EWMA', 'CUSUM', 'Shewhart'], load: () => import('./control-chart/ChartPage.tsx').then((page) => page.ChartPage),
  },
  {
    path: '/statistics/sampling', title: ['抽样方案', 'Sampling plans'], sees: 'anyone', nav: { group: 'service', order: 44, roles },
    alsoKnownAs: ['chouyang', 'AQL', 'LQ', 'OC', 'GB/T 2828', '抽检特性', '表计批次'], load: () => import('./sampling/SamplingPage.tsx').then((page) => page.SamplingPage),
  },
  // Where somebody who is not signed in goes to keep what was typed.
  { path: '/statistics/comparison/keep', title: ['比对与能力验证', 'Comparison and proficiency testing'], sees: keepers, load: () => import('./comparison/ComparisonPage.tsx').then((page) => page.ComparisonPage) },
  { path: '/statistics/prepackage/keep', title: ['定量包装商品净含量', 'Net quantity of prepackages'], sees: keepers, load: () => import('./prepackage/PackagePage.tsx').then((page) => page.PackagePage) },
  { path: '/statistics/control-chart/keep', title: ['控制图', 'Control chart'], sees: keepers, load: () => import('./control-chart/ChartPage.tsx').then((page) => page.ChartPage) },
  { path: '/statistics/sampling/keep', title: ['抽样方案', 'Sampling plans'], sees: keepers, load: () => import('./sampling/SamplingPage.tsx').then((page) => page.SamplingPage) },
]
