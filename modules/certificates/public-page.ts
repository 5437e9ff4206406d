// The frame of every page the server writes for the public: readable without JavaScript, in both languages, in large text, nothing inline,
// no session and no cookie. What stands inside is the page's own.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Env } from '#platform/http/env.ts'
import type { Locale } from '#platform/http/problem.ts'
import type { Pair, Saying } from './check/words.ts'

export type View = { locale: Locale; large: boolean; path: string }
export const viewOf = (c: Context<Env>): View => ({
  locale: c.req.query('lang') === 'en' ? 'en' : c.req.query('lang') === 'zh' ? 'zh-CN' : c.var.locale,
  large: c.req.query('size') === 'large', path: c.req.path,
})
export const inView = (view: View, pair: Pair): string => pair[view.locale === 'en' ? 1 : 0]
/** Keeps the language for the next page. */
export const languageOf = (view: View): string => (view.locale === 'en' ? '?lang=en' : '')

const switched = (view: View, change: { en?: boolean; large?: boolean }): string => {
  const query = new URLSearchParams({ lang: (change.en ?? view.locale === 'en') ? 'en' : 'zh' })
  if (change.large ?? view.large) query.set('size', 'large')
  return `${view.path}?${query}`
}

export type Html = ReturnType<typeof html>
export type PublicFrame = {
  /** Of the window and of the link at the top. */
  title: Pair; name: Pair; home: string
  /** Said where the log is that of a demonstration. */
  demo: Pair | undefined
  foot: Pair
  /** Of the log; the script of the check page reads it. */
  vkey: string
  /** Where the built scripts and styles lie; until they are built the page works without. */
  webFolder: string | undefined
  scripts: boolean
}

/** What else anybody may open. */
const elsewhere: readonly (readonly [href: string, name: Pair])[] = [
  ['/c', ['核验证书', 'Check a certificate']], ['/numbers', ['我们的数与公布的数', 'Our numbers beside the published ones']], ['/uncertainty', ['不确定度工作台', 'Uncertainty workbench']],
]

/** The whole page around `body`. */
export function publicPage(view: View, frame: PublicFrame, body: Html): Html {
  const t = (pair: Pair) => inView(view, pair)
  return html`<!doctype html>
<html lang="${view.locale}" class="${view.large ? 'large' : ''}" data-vkey="${frame.vkey}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${t(frame.title)}</title>
${raw(assetTags(frame.webFolder, frame.scripts))}
</head>
<body>
<a class="skip" href="#answer">${t(['跳到结果', 'Skip to the result'])}</a>
<header>
<a class="name" href="${frame.home}${languageOf(view)}">${t(frame.name)}</a>
<nav aria-label="${t(['显示', 'Display'])}">
<a href="${switched(view, { large: !view.large })}">${view.large ? t(['标准版', 'Normal text']) : t(['大字版', 'Large text'])}</a>
<a href="${switched(view, { en: view.locale !== 'en' })}" lang="${view.locale === 'en' ? 'zh-CN' : 'en'}">${view.locale === 'en' ? '中文' : 'English'}</a>
</nav>
</header>
${frame.demo ? html`<aside class="demo" aria-label="DEMO">${t(frame.demo)}</aside>` : ''}
<main id="main">${body}</main>
<footer>
<p>${t(frame.foot)}</p>
<nav aria-label="${t(['其他公开页面', 'Other public pages'])}">${elsewhere.map(([href, name]) => html`<a href="${href}${languageOf(view)}">${t(name)}</a> `)}</nav>
</footer>
</body>
</html>`
}

/** The one sentence a page is opened for. */
export const sayingBox = (view: View, { tone, sign, title, text }: Saying): Html => html`<section id="answer" class="answer ${tone}" aria-live="polite" tabindex="-1">
<h1><span class="sign" aria-hidden="true">${sign}</span> ${inView(view, title)}</h1>
<p>${inView(view, text)}</p>
</section>`

const cached = new Map<string, { all: string; styles: string }>()
/** The built script and style with their hashed names, taken from the page that the web build made of apps/web/public/check.html. */
function assetTags(folder: string | undefined, scripts: boolean): string {
  if (folder === undefined) return ''
  const known = cached.get(folder) ?? readTags(folder)
  cached.clear()
  cached.set(folder, known)
  return scripts ? known.all : known.styles
}

function readTags(folder: string): { all: string; styles: string } {
  const built = join(folder, 'public', 'check.html')
  const text = existsSync(built) ? readFileSync(built, 'utf8') : ''
  const tags = [...text.matchAll(/<script[^>]{0,200}><\/script>|<link[^>]{0,200}>/g)].map((m) => m[0])
  return { all: tags.join(''), styles: tags.filter((tag) => /rel="(?:stylesheet|icon)"/.test(tag)).join('') }
}
