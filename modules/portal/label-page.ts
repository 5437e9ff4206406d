// The public face of an instrument: where the QR code of its label leads. It says what is printed on the label, whether the law demands its
// verification and why, and what the newest certificate published here says. Whoever is signed in and has the instrument in their own
// ledger goes on to it. Absent: the owner, the place, what the owner states, work under way; they are the organisation's.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { today } from '#platform/clock.ts'
import { publicScope } from '#platform/db/scope.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { open } from '#platform/http/right.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import { certificateOfItem, inView, languageOf, publicPage, sayingBox, viewOf } from '#modules/certificates/contract.ts'
import type { CertificateServices, Html, ItemCertificate, Pair, PublicFrame, View } from '#modules/certificates/contract.ts'
import { instrumentByCode, labelFace, parseIdentityCode } from '#modules/registry/contract.ts'
import type { LabelFace } from '#modules/registry/contract.ts'
import { compulsoryWords, labelSaying } from './label-words.ts'

type Services = Pick<CertificateServices, 'ledger'>

/** `webFolder` has the built styles; until they are built the page works without. */
export const labelPageRoutes = (services: Services, webFolder: () => string | undefined) => new Hono<Env>()
  .get('/i/:code', open(), rateLimit(60, 60), describe('public', ['器具标签的公开页', 'The public page behind an instrument’s label']), async (c) => {
    const asked = c.req.param('code').slice(0, 100)
    const read = parseIdentityCode(asked)
    if (read.ok && await isTheirs(c, read.code)) return c.redirect(`/instruments/${read.code}`, 302)
    const day = today(c.var.clock)
    const found: Found = read.ok ? await c.var.db.withTx(publicScope, async (tx) => ({ face: await labelFace(tx, read.code, day), certificate: await certificateOfItem(tx, read.code, day) })) : {}
    const view = viewOf(c)
    const known = read.ok && (found.face !== undefined || found.certificate !== undefined)
    const body = known ? knownBody(view, read.code, found) : unknownBody(view, asked, read.ok ? ['没有这个编号的器具。', 'There is no instrument with this code.'] : [read.zh, read.en])
    return c.html(await publicPage(view, frameOf(services, webFolder()), body), known ? 200 : 404, { 'Cache-Control': 'no-store', 'Content-Language': view.locale })
  })

async function isTheirs(c: Context<Env>, code: string): Promise<boolean> {
  if (!c.var.actor || c.var.token) return false
  return await c.var.tx((tx) => instrumentByCode(tx, code)) !== undefined
}

const frameOf = ({ ledger }: Services, webFolder: string | undefined): PublicFrame => ({
  title: ['器具查询 · 度衡', 'An instrument · Duheng'], name: ['度衡 · 器具查询', 'Duheng · an instrument'], home: '/c', vkey: ledger.vkey, webFolder, scripts: false,
  demo: ledger.demo ? ['演示 DEMO：这里的器具和证书都是虚构的', 'DEMO: instruments and certificates here are invented'] : undefined,
  foot: ['本页不要求登录，也不收费；只显示标签上印的内容和已公开签发的证书，不显示使用单位。', 'This page never asks you to sign in or to pay. It shows what the label says and published certificates, never the owner.'],
})

type Found = { face?: LabelFace; certificate?: ItemCertificate }

function knownBody(view: View, code: string, { face, certificate }: Found): Html {
  const t = (pair: Pair) => inView(view, pair)
  const claims = certificate?.claims
  const row = (name: Pair, value: Html | string) => html`<tr><th scope="row">${t(name)}</th><td>${value}</td></tr>`
  return html`${sayingBox(view, labelSaying(face, certificate))}
${certificate ? html`<p class="after"><a class="button" href="/c/${certificate.publicId}${languageOf(view)}">${t(['查看并查验这份证书', 'See and check the certificate'])}</a></p>` : ''}
<section id="instrument"><h2>${t(['这台器具', 'This instrument'])}</h2>
<table><tbody>
${row(['器具名称', 'Instrument'], face?.name ?? claims?.itemName ?? '—')}
${row(['型号/规格', 'Model'], face?.model || claims?.itemModel || '—')}
${row(['器具编号', 'Identity code'], `${code.slice(0, 5)}-${code.slice(5)}`)}
${face ? row(['强制检定', 'Compulsory verification'], compulsoryCell(view, face.compulsory)) : ''}
</tbody></table>
<p class="look">${t(['请核对标签上的编号、名称和型号与器具是否一致；标签可能被换到别的器具上。', 'Compare code, name and model on the label with the instrument itself; a label can be moved to another one.'])}</p></section>
<p><a href="/c${languageOf(view)}">${t(['查验别的证书', 'Check another certificate'])}</a> · <a href="/instruments/${code}" rel="nofollow">${t(['使用单位和技术机构：登录查看台账', 'Owners and laboratories: sign in for the ledger'])}</a></p>`
}

function compulsoryCell(view: View, compulsory: LabelFace['compulsory']): Html {
  const { because, source } = compulsory
  return html`<strong>${inView(view, compulsoryWords(compulsory))}</strong>${because ? html`<br>${inView(view, because)}` : ''}${source ? html` <small>${source}</small>` : ''}`
}

function unknownBody(view: View, asked: string, why: Pair): Html {
  const t = (pair: Pair) => inView(view, pair)
  return html`${sayingBox(view, { tone: 'unk', sign: '?', title: ['没有查到这台器具', 'No such instrument here'], text: [`“${asked}”：${why[0]}可能输错了，也可能不是本平台的标签。`, `“${asked}”: ${why[1]} It may be mistyped, or the label of another platform.`] })}
<p class="after"><a href="/c${languageOf(view)}">${t(['改查证书', 'Check a certificate instead'])}</a></p>`
}
