// The public page behind the QR code, written by the server so that it answers without JavaScript; with it, the browser checks the
// proof itself and compares a dropped file. No session, no cookie, nothing inline. Absent: React, antd, any list.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import type { Locale } from '#platform/http/problem.ts'
import { open } from '#platform/http/right.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import { saying, shownClaim, shownNames, claimWords, stateSaying } from './check/words.ts'
import type { Pair, Saying, Tone } from './check/words.ts'
import { publicAnswer } from './public-routes.ts'
import type { PublicAnswer } from './public-routes.ts'
import { shortCodeOf } from './prepare.ts'
import type { CertificateServices } from './prepare.ts'

const VERIFY_SCRIPT = new URL('../../scripts/verify.sh', import.meta.url)

/** `webFolder` has the built scripts; until they are built the page works without. */
export const checkPageRoutes = (services: CertificateServices, webFolder: () => string | undefined) => {
  const limit = rateLimit(60, 60)
  const page = async (c: Context<Env>, answer: PublicAnswer | undefined, asked: string | undefined) => {
    const view = viewOf(c)
    const body = shell(view, services, assetTags(webFolder()), answer === undefined ? searchBody(view, asked) : answerBody(view, services, answer))
    return c.html(await body, asked !== undefined && answer === undefined ? 404 : 200, { 'Cache-Control': 'no-store', 'Content-Language': view.locale })
  }
  return new Hono<Env>()
    .get('/c', open(), limit, describe('public', ['证书查验页', 'The page for checking certificates']), async (c) => {
      const code = publicIdIn(c.req.query('code') ?? '')
      return code === undefined ? page(c, undefined, c.req.query('code')) : c.redirect(`/c/${code}${languageQuery(c)}`, 303)
    })
    .get('/c/verify.sh', open(), limit, describe('public', ['自己查验用的脚本', 'The script for checking by oneself']), (c) =>
      c.body(readFileSync(VERIFY_SCRIPT), 200, { 'Content-Type': 'text/x-shellscript; charset=utf-8', 'Cache-Control': 'no-cache' }))
    .get('/c/:code', open(), limit, describe('public', ['证书查验页（二维码）', 'The page behind the QR code of a certificate']), async (c) => {
      const asked = c.req.param('code')
      const publicId = publicIdIn(asked)
      return page(c, publicId === undefined ? undefined : await publicAnswer(services, c, 'id', publicId), asked)
    })
}

/** A code as people type it: groups, capitals, and letters that are taken for digits. */
export function publicIdIn(text: string): string | undefined {
  const id = text.slice(0, 80).toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(id) ? id : undefined
}

type View = { locale: Locale; large: boolean; path: string }
const viewOf = (c: Context<Env>): View => ({
  locale: c.req.query('lang') === 'en' ? 'en' : c.req.query('lang') === 'zh' ? 'zh-CN' : c.var.locale,
  large: c.req.query('size') === 'large', path: c.req.path,
})
const languageQuery = (c: Context<Env>) => (c.req.query('lang') === 'en' ? '?lang=en' : '')
const t = (view: View, pair: Pair): string => pair[view.locale === 'en' ? 1 : 0]
const link = (view: View, change: { en?: boolean; large?: boolean }): string => {
  const query = new URLSearchParams({ lang: (change.en ?? view.locale === 'en') ? 'en' : 'zh' })
  if (change.large ?? view.large) query.set('size', 'large')
  return `${view.path}?${query}`
}

const cached = new Map<string, string>()
/** The built script and style with their hashed names, taken from the page that the web build made of apps/web/public/check.html. */
function assetTags(folder: string | undefined): string {
  if (folder === undefined) return ''
  const known = cached.get(folder)
  if (known !== undefined) return known
  const built = join(folder, 'public', 'check.html')
  const text = existsSync(built) ? readFileSync(built, 'utf8') : ''
  const tags = [...text.matchAll(/<script[^>]{0,200}><\/script>|<link[^>]{0,200}>/g)].map((m) => m[0]).join('')
  cached.clear()
  cached.set(folder, tags)
  return tags
}

type Html = ReturnType<typeof html>

function shell(view: View, services: CertificateServices, assets: string, body: Html): Html {
  const { ledger } = services
  return html`<!doctype html>
<html lang="${view.locale}" class="${view.large ? 'large' : ''}" data-vkey="${ledger.vkey}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${t(view, ['证书查验 · 度衡', 'Check a certificate · Duheng'])}</title>
${raw(assets)}
</head>
<body>
<a class="skip" href="#answer">${t(view, ['跳到结果', 'Skip to the result'])}</a>
<header>
<a class="name" href="/c${view.locale === 'en' ? '?lang=en' : ''}">${t(view, ['度衡 · 证书查验', 'Duheng · check a certificate'])}</a>
<nav aria-label="${t(view, ['显示', 'Display'])}">
<a href="${link(view, { large: !view.large })}">${view.large ? t(view, ['标准版', 'Normal text']) : t(view, ['大字版', 'Large text'])}</a>
<a href="${link(view, { en: view.locale !== 'en' })}" lang="${view.locale === 'en' ? 'zh-CN' : 'en'}">${view.locale === 'en' ? '中文' : 'English'}</a>
</nav>
</header>
${ledger.demo ? html`<aside class="demo" aria-label="DEMO">${t(view, ['演示 DEMO：这里的证书没有法律效力', 'DEMO: certificates here have no legal force'])}</aside>` : ''}
<main id="main">${body}</main>
<footer>
<p>${t(view, ['本页不要求登录，也不收费。请核对地址栏中的域名与证书上印的一致。', 'This page never asks you to sign in or to pay. Compare the address with the one printed on the certificate.'])}</p>
</footer>
</body>
</html>`
}

const box = (view: View, { tone, sign, title, text }: Saying): Html => html`<section id="answer" class="answer ${tone satisfies Tone}" aria-live="polite" tabindex="-1">
<h1><span class="sign" aria-hidden="true">${sign}</span> ${t(view, title)}</h1>
<p>${t(view, text)}</p>
</section>`

function answerBody(view: View, services: CertificateServices, answer: PublicAnswer): Html {
  const event = answer.events.find((e) => e.kind === (answer.state === 'revoked' ? 'revoke' : 'supersede'))
  const by = event?.successorPublicId
  const said = stateSaying(answer.state, { claims: answer.claims, at: event?.at, reason: event ? [event.reason, event.reason] : undefined, by: by ? shortCodeOf(by) : undefined })
  return html`<div id="certificate" data-id="${answer.publicId}">
${box(view, said)}
${by ? html`<p><a class="button" href="/c/${by}${view.locale === 'en' ? '?lang=en' : ''}">${t(view, ['查看新证书', 'See the new certificate'])}</a></p>` : ''}
<section id="claims"><h2>${t(view, ['登记内容', 'What was logged'])}</h2>
<table><tbody>${shownNames(answer.claims).map((name) => html`<tr><th scope="row">${t(view, claimWords[name])}</th><td>${t(view, shownClaim(name, answer.claims))}</td></tr>`)}</tbody></table>
<p class="look">${t(view, ['请核对器具上的编号：登记只证明文件，不证明器具。', 'Compare the number on the instrument: the log proves the document, not the instrument.'])}</p></section>
${dropBody(view, t(view, ['比对您手上的文件', 'Compare the file you hold']))}
<section id="checked"><h2>${t(view, ['我们查了什么', 'What we checked'])}</h2>
<ol><li>${t(view, ['状态由服务器按公开日志给出；启用 JavaScript 后，由您的浏览器自己核对签名和日志', 'The state comes from the server’s log; with JavaScript your browser checks signatures and log by itself'])}</li></ol></section>
${trustBody(view, services.publicUrl, answer)}
</div>`
}

function dropBody(view: View, title: string): Html {
  return html`<section id="drop" class="drop" hidden><h2>${title}</h2>
<label class="button" for="file">${t(view, ['选择 PDF 或 XML 文件', 'Choose the PDF or XML file'])}</label>
<input id="file" type="file" accept=".pdf,.xml,application/pdf,application/xml,text/xml">
<p>${t(view, ['也可以把文件拖到这里。文件没有上传，只在您的设备上计算。', 'Or drop it here. The file is not uploaded; your device alone computes.'])}</p></section>`
}

function trustBody(view: View, url: string, answer: PublicAnswer): Html {
  return html`<details><summary>${t(view, ['不相信我们？用自己的工具查', 'Do not trust us? Check with your own tools'])}</summary>
<p>${t(view, ['证明文件和日志公钥可以离线使用：', 'The proof and the log’s key work offline:'])}</p>
<pre>${`curl -O ${url}/c/verify.sh\ncurl -o proof.txt ${url}/c/${answer.publicId}/proof\ncurl -o policy.txt ${url}/log/policy\nbash verify.sh certificate.pdf proof.txt policy.txt`}</pre>
<p>${answer.leafIndex === null ? '' : html`<a href="/log/leaf/${answer.leafIndex}">${t(view, [`日志第 ${answer.leafIndex} 条`, `Entry ${answer.leafIndex} of the log`])}</a> · `}<a href="/log/checkpoint">${t(view, ['日志检查点', 'Checkpoint of the log'])}</a> · <a href="/log/policy">${t(view, ['信任策略', 'Policy'])}</a></p></details>`
}

function searchBody(view: View, asked: string | undefined): Html {
  const found = asked === undefined || asked === '' ? html`<section id="answer" class="answer unk plain" tabindex="-1"><h1>${t(view, ['这份证书是真的吗？', 'Is this certificate genuine?'])}</h1>
<p>${t(view, ['扫一扫证书上的二维码，或在下面输入短码、拖入文件。', 'Scan the QR code on the certificate, or enter its short code or drop the file below.'])}</p></section>` : box(view, saying({ kind: 'unknown' }))
  return html`<div id="certificate">${found}
<section id="claims"></section>
<form action="/c" method="get" class="code"><label for="code">${t(view, ['证书右上角二维码旁的短码', 'The short code beside the QR code'])}</label>
${view.locale === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}
<input id="code" name="code" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="40" placeholder="xxxx-xxxx-xxxx-xxxx" value="${asked ?? ''}" required>
<button class="button" type="submit">${t(view, ['查验', 'Check'])}</button></form>
${dropBody(view, t(view, ['或者拖入证书文件', 'Or drop the file of the certificate']))}
<section id="checked"></section></div>`
}
