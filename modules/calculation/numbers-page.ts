// The public page /numbers 我们的数与公布的数: every published number beside what the code of this release computes, and the same as JSON.
// Written by the server, readable without JavaScript; no session, nothing inline.
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Clock } from '#platform/clock.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { open } from '#platform/http/right.ts'
import { rateLimit } from '#platform/http/throttle.ts'
import { inView, publicPage, sayingBox, viewOf } from '#modules/certificates/contract.ts'
import type { CertificateServices, Html, PublicFrame, View } from '#modules/certificates/contract.ts'
import type { Numbers } from './numbers.ts'
import { beside, grouped, numbersSaying, offset, verdictWords, wordOf } from './numbers-words.ts'
import type { NumbersRecord, NumbersReport } from './published.ts'

type Services = Pick<CertificateServices, 'ledger'>
const WAIT_MS = 1_500
const AGAIN_S = 3

export type NumbersOptions = { readonly numbers: Numbers; readonly release: string; readonly clock: Clock; readonly webFolder: () => string | undefined }

export const numbersRoutes = (services: Services, { numbers, release, clock, webFolder }: NumbersOptions) => {
  const limit = rateLimit(60, 60)
  return new Hono<Env>()
    // Nobody is identified here, so the clock comes from the house.
    .use('/numbers*', async (c, next) => { c.set('clock', clock); await next() })
    .get('/numbers', open(), limit, describe('public', ['我们的数与公布的数', 'Our numbers beside the published ones']), async (c) => {
      const view = viewOf(c)
      const state = await numbers.within(WAIT_MS)
      if (state === 'computing') c.header('Refresh', String(AGAIN_S))
      return c.html(await publicPage(view, frameOf(services, webFolder()), bodyOf(view, state, release)), 200, { 'Cache-Control': 'no-store', 'Content-Language': view.locale })
    })
    .get('/numbers.json', open(), limit, describe('public', ['公布的数与本版本算出的数（JSON）', 'The published numbers and those of this release, as JSON']), async (c) => {
      const state = await numbers.within(20 * WAIT_MS)
      if (typeof state === 'string') return c.json({ release, state }, 503, { 'Cache-Control': 'no-store', 'Retry-After': String(AGAIN_S) })
      return c.json({ release, ...state }, 200, { 'Cache-Control': 'no-cache', 'Content-Disposition': 'attachment; filename="duheng-numbers.json"' })
    })
}

const frameOf = ({ ledger }: Services, webFolder: string | undefined): PublicFrame => ({
  title: ['我们的数与公布的数 · 度衡', 'Our numbers · Duheng'], name: ['度衡 · 我们的数与公布的数', 'Duheng · our numbers'], home: '/numbers', vkey: ledger.vkey, webFolder, scripts: false,
  demo: undefined,
  foot: ['数是事实，附出处；标准的文字不在此转载。记录和算法随源代码公开，可自己运行 duheng cases published。', 'Numbers are facts with their sources; no text of a standard is reproduced. Records and code are public: run duheng cases published yourself.'],
})

function bodyOf(view: View, state: NumbersReport | 'computing', release: string): Html {
  const t = (zh: string, en: string) => inView(view, [zh, en])
  if (typeof state === 'string') return sayingBox(view, numbersSaying(state))
  return html`${sayingBox(view, numbersSaying(state))}
<p class="after"><a class="button" href="/numbers.json">${t('下载 JSON', 'Download JSON')}</a> <small>${t('版本', 'Release')} ${release}</small></p>
${grouped(state).map(({ name, records }) => html`<section><h2>${inView(view, name)}</h2>
${records.map((record) => recordOf(view, record))}</section>`)}`
}

function recordOf(view: View, { id, title, source, remark, verdict, values }: NumbersRecord): Html {
  const t = (zh: string, en: string) => inView(view, [zh, en])
  const within = values.filter((value) => value.verdict === 'pass').length
  return html`<details id="${id}" ${verdict === 'pass' ? '' : html`open`}>
<summary><span aria-hidden="true">${verdict === 'pass' ? '✓' : '✕'}</span> ${t(title.zh, title.en)} <small>${within}/${values.length}</small></summary>
<p><small>${source}${remark === undefined ? '' : html`<br>${t(remark.zh, remark.en)}`}</small></p>
<table><thead><tr><th scope="col">${t('量', 'Quantity')}</th><th scope="col">${t('公布', 'Published')}</th><th scope="col">${t('我们的', 'Ours')}</th><th scope="col">${t('结论', 'Verdict')}</th></tr></thead>
<tbody>${values.map((value) => valueOf(view, value))}</tbody></table></details>`
}

function valueOf(view: View, { name, expected, got, tolerance, allowance, verdict }: NumbersRecord['values'][number]): Html {
  const place = offset(expected, got, allowance)
  return html`<tr><td>${name}</td><td>${wordOf(expected)}${typeof expected === 'number' ? html`<br><small>± ${tolerance ?? ''}</small>` : ''}</td>
<td>${beside(got, allowance)}</td><td>${inView(view, verdictWords[verdict])}${place === undefined ? '' : html`<br>${scale(place)}`}</td></tr>`
}

/** A line from one end of the tolerance to the other, a mark in its middle for the published number, a dot for ours. */
const scale = (place: number): Html => html`<svg width="84" height="14" viewBox="-1.3 -0.25 2.6 0.5" role="presentation" aria-hidden="true"><path d="M-1 0H1M-1 -0.16V0.16M1 -0.16V0.16M0 -0.1V0.1" fill="none" stroke="currentColor" stroke-width="0.035" opacity="0.6"/><circle cx="${place.toFixed(3)}" cy="0" r="0.12" fill="currentColor"/></svg>`
