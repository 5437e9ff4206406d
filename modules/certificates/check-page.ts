// The public page behind the QR code, written by the server so that it answers without JavaScript; with it, the browser checks the
// proof itself and compares a dropped file. No session, no cookie, nothing inline. Absent: React, antd, any list.
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { open } from '#platform/http/right.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import { saying, shownClaim, shownNames, claimWords, stateSaying } from './check/words.ts'
import { inView as t, languageOf, publicPage, sayingBox, viewOf } from './public-page.ts'
import type { Html, PublicFrame, View } from './public-page.ts'
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
    const body = publicPage(view, frameOf(services, webFolder()), answer === undefined ? searchBody(view, asked) : answerBody(view, services, answer))
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

const languageQuery = (c: Context<Env>) => (c.req.query('lang') === 'en' ? '?lang=en' : '')

const frameOf = ({ ledger }: CertificateServices, webFolder: string | undefined): PublicFrame => ({
  title: ['证书查验 · 度衡', 'Check a certificate · Duheng'], name: ['度衡 · 证书查验', 'Duheng · check a certificate'], home: '/c', vkey: ledger.vkey, webFolder, scripts: true,
  demo: ledger.demo ? ['演示 DEMO：这里的证书没有法律效力', 'DEMO: certificates here have no legal force'] : undefined,
  foot: ['本页不要求登录，也不收费。请核对地址栏中的域名与证书上印的一致。', 'This page never asks you to sign in or to pay. Compare the address with the one printed on the certificate.'],
})

function answerBody(view: View, services: CertificateServices, answer: PublicAnswer): Html {
  const event = answer.events.find((e) => e.kind === (answer.state === 'revoked' ? 'revoke' : 'supersede'))
  const by = event?.successorPublicId
  const said = stateSaying(answer.state, { claims: answer.claims, at: event?.at, reason: event ? [event.reason, event.reason] : undefined, by: by ? shortCodeOf(by) : undefined })
  return html`<div id="certificate" data-id="${answer.publicId}">
${sayingBox(view, said)}
${by ? html`<p><a class="button" href="/c/${by}${languageOf(view)}">${t(view, ['查看新证书', 'See the new certificate'])}</a></p>` : ''}
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
<p>${t(view, ['扫一扫证书上的二维码，或在下面输入短码、拖入文件。', 'Scan the QR code on the certificate, or enter its short code or drop the file below.'])}</p></section>` : sayingBox(view, saying({ kind: 'unknown' }))
  return html`<div id="certificate">${found}
<section id="claims"></section>
<form action="/c" method="get" class="code"><label for="code">${t(view, ['证书右上角二维码旁的短码', 'The short code beside the QR code'])}</label>
${view.locale === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}
<input id="code" name="code" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="40" placeholder="xxxx-xxxx-xxxx-xxxx" value="${asked ?? ''}" required>
<button class="button" type="submit">${t(view, ['查验', 'Check'])}</button></form>
${dropBody(view, t(view, ['或者拖入证书文件', 'Or drop the file of the certificate']))}
<section id="checked"></section></div>`
}
