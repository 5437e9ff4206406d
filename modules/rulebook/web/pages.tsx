// What the rulebook gives the web application.
import type { ModulePages } from '#ui/pages.ts'

export const pages: ModulePages = [
  { path: '/rules', title: ['规则', 'Rules'], sees: 'signed-in', nav: { group: 'system', order: 20 }, alsoKnownAs: ['guize', 'law'], load: () => import('./RulesPage.tsx').then((page) => page.RulesPage) },
  { path: '/procedures', title: ['规程', 'Procedures'], sees: 'signed-in', nav: { group: 'system', order: 21 }, alsoKnownAs: ['guicheng', 'JJG'], load: () => import('./ProceduresPage.tsx').then((page) => page.ProceduresPage) },
  { path: '/procedures/$sha256', title: ['规程', 'Procedure'], sees: 'signed-in', load: () => import('./ProcedurePage.tsx').then((page) => page.ProcedurePage) },
  { path: '/procedures/check', title: ['试读规程文件', 'Try a procedure file'], sees: ['quality', 'head', 'city-desk'], nav: { group: 'system', order: 23 }, load: () => import('./ProcedureCheckPage.tsx').then((page) => page.ProcedureCheckPage) },
  { path: '/adoptions', title: ['采用记录', 'Adoptions'], sees: 'signed-in', nav: { group: 'system', order: 22 }, alsoKnownAs: ['caiyong'], load: () => import('./AdoptionsPage.tsx').then((page) => page.AdoptionsPage) },
]
