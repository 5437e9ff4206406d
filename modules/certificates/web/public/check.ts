// The script of the public page: the browser checks the proof of the certificate on the page by itself, and judges a file that is
// dropped without sending it anywhere. Light on purpose: no React, no antd. Text is set, never markup.
import { verifySignatureInBrowser } from '@duheng/signing/verify-browser.ts'
import { parseVerifierKey } from '@duheng/tlog/note.ts'
import { thresholdPolicy } from '@duheng/tlog/policy.ts'
import type { Policy } from '@duheng/tlog/policy.ts'
import { hex } from '@duheng/tlog/text.ts'
import { checkBundle } from '../../check/check.ts'
import type { Proven } from '../../check/check.ts'
import type { Claims } from '../../check/claims.ts'
import { judge } from '../../check/verdict.ts'
import type { Kept, Verdict } from '../../check/verdict.ts'
import { checkedLines, claimWords, saying, shownClaim, shownNames } from '../../check/words.ts'
import type { Pair, Saying } from '../../check/words.ts'

const isEnglish = document.documentElement.lang === 'en'
const t = (pair: Pair): string => pair[isEnglish ? 1 : 0]
const byId = (id: string): HTMLElement | undefined => document.getElementById(id) ?? undefined
const certificateId = byId('certificate')?.dataset['id']

function policyOfPage(): Policy | undefined {
  const key = parseVerifierKey(document.documentElement.dataset['vkey'] ?? '')
  return key && thresholdPolicy([key], [], 0)
}

async function ask(path: string): Promise<Kept | undefined> {
  const response = await fetch(path, { headers: { Accept: 'application/json' } })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`status ${response.status}`)
  const answer: unknown = await response.json()
  if (typeof answer !== 'object' || answer === null) return undefined
  const { proof, claimsText } = answer as { proof?: unknown; claimsText?: unknown } // read field by field just below
  if (typeof proof === 'string') return { proof }
  return { pending: true, claims: typeof claimsText === 'string' ? claimsText : '' }
}

const keeper = {
  byId: (publicId: string) => ask(`/api/public/certificates/${publicId}`),
  byHash: (sha256: string) => ask(`/api/public/by-hash/${sha256}`),
}

const sha256 = async (bytes: Uint8Array): Promise<string> => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))))
/** China has one time zone and no summer time since 1991. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

function element(tag: string, text: string, className?: string): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  if (className) made.className = className
  return made
}

function showSaying(said: Saying): void {
  const box = byId('answer')
  if (!box) return
  const title = element('h1', ` ${t(said.title)}`)
  const sign = element('span', said.sign, 'sign')
  sign.setAttribute('aria-hidden', 'true')
  title.prepend(sign)
  box.className = `answer ${said.tone}`
  box.replaceChildren(title, element('p', t(said.text)))
}

function showChecked(lines: readonly Pair[]): void {
  const list = document.createElement('ol')
  for (const line of lines) list.append(element('li', t(line)))
  byId('checked')?.replaceChildren(element('h2', t(['我们查了什么', 'What we checked'])), list)
}

/** The logged claims, and beside them the file's where there is one; what differs is underlined and marked. */
function showClaims(logged: Claims, found: Claims | undefined): void {
  const table = document.createElement('table')
  const head = document.createElement('tr')
  const columns: Pair[] = [['项目', 'Item'], ['登记', 'Logged'], ...(found ? [['您的文件', 'Your file'] as const] : [])]
  for (const column of columns) { const cell = element('th', t(column)); cell.setAttribute('scope', 'col'); head.append(cell) }
  const body = document.createElement('tbody')
  for (const name of shownNames(logged, found ?? {})) {
    const row = document.createElement('tr')
    const label = element('th', t(claimWords[name]))
    label.setAttribute('scope', 'row')
    row.append(label, element('td', t(shownClaim(name, logged))))
    if (found) {
      const differs = logged[name] !== found[name]
      const cell = document.createElement('td')
      cell.append(differs ? element('mark', t(shownClaim(name, found))) : t(shownClaim(name, found)))
      row.append(cell)
    }
    body.append(row)
  }
  const top = document.createElement('thead')
  top.append(head)
  if (found) table.append(top)
  table.append(body)
  const look = element('p', t(['请核对器具上的编号：登记只证明文件，不证明器具。', 'Compare the number on the instrument: the log proves the document, not the instrument.']), 'look')
  byId('claims')?.replaceChildren(element('h2', t(found ? ['登记内容与您的文件', 'What was logged and your file'] : ['登记内容', 'What was logged'])), table, look)
}

function show(verdict: Verdict): void {
  showSaying(saying(verdict))
  if (verdict.kind === 'genuine') {
    showClaims(verdict.proven.claims, undefined)
    showChecked(checkedLines(verdict.proven, 'same'))
  } else if (verdict.kind === 'altered') {
    showClaims(verdict.proven.claims, verdict.found)
    showChecked([
      ...checkedLines(verdict.proven, 'other'),
      ...(verdict.found !== undefined && verdict.differences.length === 0 ? [['文件内附数据与登记一致，但页面字节不同：请逐项核对纸面', 'The data inside the file is what was logged, but its pages are other bytes: compare the paper line by line'] as const] : []),
    ])
  } else if (certificateId === undefined) {
    byId('claims')?.replaceChildren()
    byId('checked')?.replaceChildren()
  }
  const box = byId('answer')
  box?.focus()
  box?.scrollIntoView({ block: 'start' })
}

async function checkFile(file: File, policy: Policy): Promise<void> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    show(await judge({ bytes, expectedId: certificateId, keeper, policy, verify: verifySignatureInBrowser, sha256, today: today() }))
  } catch {
    showSaying({
      tone: 'unk', sign: '?', title: ['暂时查不了', 'It cannot be checked just now'],
      text: ['没有连上登记服务器，或请求过多。请稍后再试；这不说明证书有问题。', 'The log did not answer, or there were too many requests. Try again later; this says nothing about the certificate.'],
    })
  }
}

function listen(policy: Policy): void {
  const zone = byId('drop')
  const input = byId('file')
  if (!zone || !(input instanceof HTMLInputElement)) return
  zone.hidden = false
  input.addEventListener('change', () => { const file = input.files?.[0]; if (file) void checkFile(file, policy) })
  document.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('over') })
  document.addEventListener('dragleave', () => zone.classList.remove('over'))
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    zone.classList.remove('over')
    const file = event.dataTransfer?.files[0]
    if (file) void checkFile(file, policy)
  })
}

/** What the server wrote on the page is checked here, against the log's key. */
async function checkPage(id: string, policy: Policy): Promise<void> {
  const kept = await keeper.byId(id)
  if (kept === undefined || 'pending' in kept) return
  const proven = await checkBundle(kept.proof, policy, verifySignatureInBrowser)
  if (!proven.ok) showSaying(saying({ kind: 'unproven', link: proven.link, why: proven.why }))
  else if (isWhatThePageSays(proven, id)) showChecked(checkedLines(proven, 'none'))
  else showSaying(saying({ kind: 'unproven', link: 'claims', why: 'the page shows another certificate' }))
}

const isWhatThePageSays = (proven: Proven, id: string): boolean => proven.publicId === id
  && shownNames(proven.claims).every((name) => byId('claims')?.textContent?.includes(t(shownClaim(name, proven.claims))) ?? false)

const policy = policyOfPage()
if (policy) {
  listen(policy)
  if (certificateId) checkPage(certificateId, policy).catch(() => {}) // offline: what the server wrote stays, with its own words
}
