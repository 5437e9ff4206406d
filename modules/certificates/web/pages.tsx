// What certificates give the web application.
import type { Finders, HomeCards, ModulePages } from '#ui/pages.ts'
import { ask } from '#ui/client.ts'
import { api } from './api.ts'
import { kindPairs } from './certificate-words.ts'

const readers = ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head', 'city-desk', 'county-officer', 'enforcement', 'owner-admin', 'clerk'] as const
const owners = ['owner-admin', 'clerk'] as const

export const pages: ModulePages = [
  { path: '/certificates', title: ['证书', 'Certificates'], sees: readers, nav: { group: 'proof', order: 10, roles: [...owners, 'signatory', 'head', 'city-desk'], chord: 'go certificates' }, alsoKnownAs: ['zhengshu'], load: () => import('./CertificatesPage.tsx').then((page) => page.CertificatesPage) },
  { path: '/certificates/$id', title: ['证书', 'Certificate'], sees: readers, load: () => import('./CertificatePage.tsx').then((page) => page.CertificatePage) },
  { path: '/certificates/code/$code', title: ['证书', 'Certificate'], sees: readers, load: () => import('./ByCodePage.tsx').then((page) => page.ByCodePage) },
]

export const home: HomeCards = [
  { slot: 'recent', order: 20, sees: [...owners], load: () => import('./RecentCertificates.tsx').then((card) => card.RecentCertificates) },
]

/** The code beside the QR code of a certificate. */
const SHORT_CODE = /^[0-9a-hjkmnp-tv-z]{16}$/

export const finders: Finders = [{
  sees: readers,
  find: async (text, signal) => {
    const publicId = text.toLowerCase().replaceAll('-', '')
    if (SHORT_CODE.test(publicId)) return [{ href: `/certificates/code/${publicId}`, title: text, kind: ['证书', 'Certificate'] as const }]
    return (await ask(api.index.$get({ query: { q: text, limit: '10' } }, { init: { signal } }))).rows.map((row) => ({
      href: `/certificates/${row.id}`, title: row.number, about: `${row.item.name} ${row.item.serial}`, kind: kindPairs[row.kind] ?? ['证书', 'Certificate'],
    }))
  },
}]
