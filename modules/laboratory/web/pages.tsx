// What the laboratory gives the web application.
import type { ModulePages } from '#ui/pages.ts'

export { finders, home, todos } from './home.ts'

const staff = ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head'] as const
const owners = ['owner-admin', 'clerk'] as const

export const pages: ModulePages = [
  { path: '/work', title: ['在办', 'Work'], sees: [...staff, ...owners], nav: { group: 'work', order: 10, roles: staff, chord: 'go work' }, alsoKnownAs: ['zaiban'], load: () => import('./WorkPage.tsx').then((page) => page.WorkPage) },
  { path: '/work/check', title: ['待核验', 'To be checked'], sees: ['checker'], nav: { group: 'work', order: 14, roles: ['checker'], chord: 'go check queue' }, alsoKnownAs: ['heyan'], load: () => import('./QueuePage.tsx').then((page) => page.CheckPage) },
  { path: '/work/sign', title: ['待签发', 'To be signed'], sees: ['signatory'], nav: { group: 'work', order: 15, roles: ['signatory'], chord: 'go sign queue' }, alsoKnownAs: ['qianfa'], load: () => import('./QueuePage.tsx').then((page) => page.SignPage) },
  { path: '/work/$id', title: ['台件', 'Item'], sees: [...staff, ...owners], load: () => import('./ItemPage.tsx').then((page) => page.ItemPage) },
  { path: '/work/$id/bench', title: ['检定工作台', 'Bench'], sees: ['verifier', 'checker', 'signatory', 'quality', 'head'], load: () => import('./BenchPage.tsx').then((page) => page.BenchPage) },
  { path: '/reception', title: ['收样', 'Reception'], sees: ['reception', 'verifier'], nav: { group: 'work', order: 11, roles: ['reception'] }, alsoKnownAs: ['shouyang'], load: () => import('./ReceptionPage.tsx').then((page) => page.ReceptionPage) },
  { path: '/orders', title: ['委托单', 'Orders'], sees: [...staff, ...owners], nav: { group: 'work', order: 12, roles: ['reception', ...owners] }, alsoKnownAs: ['weituo', 'yuyue'], load: () => import('./OrdersPage.tsx').then((page) => page.OrdersPage) },
  { path: '/orders/$id', title: ['委托单', 'Order'], sees: [...staff, ...owners], load: () => import('./OrderPage.tsx').then((page) => page.OrderPage) },
  { path: '/bookings/new', title: ['预约检定', 'Book'], sees: [...owners, 'reception'], nav: { group: 'work', order: 13, roles: owners }, alsoKnownAs: ['yuyue'], load: () => import('./BookingPage.tsx').then((page) => page.BookingPage) },
  { path: '/standards', title: ['标准器', 'Standards'], sees: staff, nav: { group: 'things', order: 20, roles: ['quality', 'head'], chord: 'go standards' }, alsoKnownAs: ['biaozhunqi', 'bzq'], load: () => import('./StandardsPage.tsx').then((page) => page.StandardsPage) },
  { path: '/standards/new', title: ['登记标准器', 'Register a standard'], sees: ['quality', 'head'], load: () => import('./StandardNewPage.tsx').then((page) => page.StandardNewPage) },
  { path: '/standards/$id', title: ['标准器', 'Standard'], sees: staff, load: () => import('./StandardPage.tsx').then((page) => page.StandardPage) },
  { path: '/standards/$id/certificates/new', title: ['登记上级证书', 'Register a certificate'], sees: ['quality', 'head'], load: () => import('./StandardCertificatePage.tsx').then((page) => page.StandardCertificatePage) },
  { path: '/scopes', title: ['人员与授权', 'People and authorisations'], sees: staff, nav: { group: 'things', order: 21, roles: ['quality', 'head'] }, alsoKnownAs: ['renyuan', 'shouquan'], load: () => import('./PeoplePage.tsx').then((page) => page.PeoplePage) },
  { path: '/methods', title: ['方法档案', 'Methods'], sees: staff, nav: { group: 'things', order: 22, roles: ['quality'] }, alsoKnownAs: ['fangfa', 'jianbiao', 'uncertainty'], load: () => import('./MethodsPage.tsx').then((page) => page.MethodsPage) },
  { path: '/methods/$document', title: ['方法档案', 'Method'], sees: staff, load: () => import('./MethodPage.tsx').then((page) => page.MethodPage) },
  { path: '/methods/$document/new', title: ['建方法档案', 'Propose a dossier'], sees: ['verifier', 'quality', 'head'], load: () => import('./MethodNewPage.tsx').then((page) => page.MethodNewPage) },
  { path: '/replay', title: ['重算原始记录', 'Replay of records'], sees: ['checker', 'signatory', 'quality', 'head'], nav: { group: 'proof', order: 30, roles: [] }, alsoKnownAs: ['chongsuan'], load: () => import('./ReplayPage.tsx').then((page) => page.ReplayPage) },
  { path: '/start-up', title: ['启动模式', 'Start-up time'], sees: ['head', 'quality'], nav: { group: 'system', order: 40, roles: [] }, alsoKnownAs: ['qidong'], load: () => import('./StartUpPage.tsx').then((page) => page.StartUpPage) },
]
