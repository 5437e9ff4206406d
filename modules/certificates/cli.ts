// `duheng verify FILE`: is this certificate genuine? Online it asks a server for the proof, offline it needs the proof file and a
// pinned policy; either way this machine decides. Exit 0: genuine and in force; 1: refused; 2: something cannot be read.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { verifySignature } from '@duheng/signing/keys.ts'
import { parsePolicy } from '@duheng/tlog/policy.ts'
import type { Policy } from '@duheng/tlog/policy.ts'
import { systemClock, today } from '#platform/clock.ts'
import { judge } from './check/verdict.ts'
import type { Keeper, Kept, Verdict } from './check/verdict.ts'
import { checkedLines, claimWords, saying, shownClaim, shownNames } from './check/words.ts'

const USAGE = 'duheng verify FILE [--json] [--server URL] [--code SHORT-CODE] [--policy POLICY] | duheng verify FILE --offline --proof PROOF --policy POLICY [--json]'

export type Out = { line(text: string): void; problem(text: string): void }

type Asked = { file: string; json: boolean; offline: boolean; proof?: string; policy?: string; server: string; code?: string; today?: string }

export async function verifyFile(args: readonly string[], out: Out): Promise<number> {
  const asked = readArgs(args)
  if (asked === undefined) { out.problem(USAGE); return 2 }
  try {
    const { bytes, keeper, policy, pinned } = await gather(asked)
    const verdict = await judge({
      bytes, keeper, policy, verify: verifySignature, expectedId: asked.code,
      sha256: async (b) => createHash('sha256').update(b).digest('hex'), today: asked.today ?? today(systemClock),
    })
    say(verdict, asked.json, pinned, out)
    return exitOf(verdict)
  } catch (error) {
    if (!(error instanceof CannotRead)) throw error
    if (asked.json) out.line(JSON.stringify({ verdict: 'unreadable', exit: 2, why: error.message }))
    else out.problem(error.message)
    return 2
  }
}

class CannotRead extends Error {}

function readArgs(args: readonly string[]): Asked | undefined {
  const options = {
    json: { type: 'boolean' }, offline: { type: 'boolean' }, proof: { type: 'string' }, policy: { type: 'string' }, server: { type: 'string' },
    code: { type: 'string' }, today: { type: 'string' },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) return undefined
    if (values.offline && (values.proof === undefined || values.policy === undefined)) return undefined
    if (values.today !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values.today)) return undefined
    return {
      file, json: values.json ?? false, offline: values.offline ?? values.proof !== undefined, proof: values.proof, policy: values.policy,
      server: (values.server ?? process.env['DUHENG_SERVER'] ?? 'http://127.0.0.1:8080').replace(/\/$/, ''),
      code: values.code?.toLowerCase().replaceAll('-', ''), today: values.today,
    }
  } catch {
    return undefined // an unknown option: the usage says which there are
  }
}

async function gather(asked: Asked): Promise<{ bytes: Uint8Array; keeper: Keeper; policy: Policy; pinned: boolean }> {
  const bytes = await fileOf(asked.file)
  const policyText = asked.policy === undefined ? await textFrom(`${asked.server}/log/policy`) : (await fileOf(asked.policy)).toString('utf8')
  const parsed = parsePolicy(policyText ?? '')
  if (!parsed.ok) throw new CannotRead(`The policy cannot be read: ${parsed.reason}${parsed.line > 0 ? ` (line ${parsed.line})` : ''}.`)
  const keeper = asked.offline && asked.proof !== undefined ? keptIn((await fileOf(asked.proof)).toString('utf8')) : serverKeeper(asked.server)
  return { bytes, keeper, policy: parsed.policy, pinned: asked.policy !== undefined }
}

async function fileOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new CannotRead(`${path} cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}.`, { cause: error })
  }
}

/** A proof file answers every question with itself; whether it belongs to the document is decided from its content. */
function keptIn(proof: string): Keeper {
  const kept = async (): Promise<Kept> => ({ proof })
  return { byHash: kept, byId: kept }
}

function serverKeeper(server: string): Keeper {
  const ask = async (path: string): Promise<Kept | undefined> => {
    const text = await textFrom(`${server}/api/public/${path}`)
    if (text === undefined) return undefined
    const answer: unknown = JSON.parse(text)
    const proof = typeof answer === 'object' && answer !== null && 'proof' in answer ? answer.proof : undefined
    return typeof proof === 'string' ? { proof } : { pending: true, claims: '' }
  }
  return { byHash: (sha256) => ask(`by-hash/${sha256}`), byId: (id) => ask(`certificates/${id}`) }
}

const ANSWER_MAX = 2_000_000

/** Undefined is "there is none"; anything else that is no answer cannot be read. */
async function textFrom(url: string): Promise<string | undefined> {
  let response: Response
  try {
    response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(20_000) })
  } catch (error) {
    throw new CannotRead(`${url} does not answer. Give --server, or check offline with --offline --proof --policy.`, { cause: error })
  }
  if (response.status === 404) return undefined
  const text = await response.text()
  if (!response.ok || text.length > ANSWER_MAX) throw new CannotRead(`${url} answers with status ${response.status}.`)
  return text
}

export function exitOf(verdict: Verdict): 0 | 1 | 2 {
  if (verdict.kind === 'unreadable') return 2
  return verdict.kind === 'genuine' && verdict.state === 'valid' ? 0 : 1
}

function say(verdict: Verdict, json: boolean, pinned: boolean, out: Out): void {
  const said = saying(verdict)
  if (json) { out.line(JSON.stringify({ ...facts(verdict), exit: exitOf(verdict), policyPinned: pinned, title: said.title[1], text: said.text[1] })); return }
  out.line(`${said.sign} ${said.title[0]} / ${said.title[1]}\n  ${said.text[0]}\n  ${said.text[1]}`)
  if (verdict.kind !== 'genuine' && verdict.kind !== 'altered') return
  const { proven } = verdict
  const found = verdict.kind === 'altered' ? verdict.found : undefined
  for (const name of shownNames(proven.claims, found ?? {})) {
    const differs = found !== undefined && found[name] !== proven.claims[name]
    out.line(`  ${differs ? '✕' : ' '} ${claimWords[name].join(' / ')}: ${shownClaim(name, proven.claims)[0]}${differs ? `  ← ${shownClaim(name, found)[0]}` : ''}`)
  }
  checkedLines(proven, verdict.kind === 'genuine' ? 'same' : 'other').forEach(([zh, en], i) => out.line(`  ${i + 1}. ${zh} / ${en}`))
  if (!pinned) out.line('  ! 信任策略取自服务器，没有固定 / the policy came from the server and was not pinned')
  if (proven.isDemo) out.line('  ! 演示证书，无法律效力 / DEMO, no legal force')
}

function facts(verdict: Verdict): Record<string, unknown> {
  if (verdict.kind === 'unproven') return { verdict: verdict.kind, link: verdict.link, why: verdict.why }
  if (verdict.kind !== 'genuine' && verdict.kind !== 'altered') return { verdict: verdict.kind }
  const { proven, state } = verdict
  return {
    verdict: verdict.kind, state, claims: proven.claims, ...(verdict.kind === 'altered' ? { found: verdict.found ?? null, differences: verdict.differences } : {}),
    index: proven.index, size: proven.size, witnesses: proven.witnesses, demo: proven.isDemo, events: proven.events, at: proven.at,
  }
}
