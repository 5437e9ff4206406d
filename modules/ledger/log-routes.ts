// The log as static files (C2SP tlog-tiles v0.1.0) for anybody, without a session: checkpoint, tiles, entry bundles, key, policy.
// Only what the signed tree has is served, so that a tile being written is never seen.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { HASH_BYTES } from '@duheng/tlog/merkle.ts'
import { formatEntries, parseTilePath, tilePath, tileWidth } from '@duheng/tlog/tiles.ts'
import type { TilePath } from '@duheng/tlog/tiles.ts'
import type { Env } from '#platform/http/env.ts'
import { describe } from '#platform/http/openapi.ts'
import { notFound } from '#platform/http/problem.ts'
import { open } from '#platform/http/right.ts'
import type { Ledger } from './ledger.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const BRIEFLY = 'no-cache'
const TEXT = 'text/plain; charset=utf-8'

export const logRoutes = (ledger: Ledger) => new Hono<Env>()
  .get('/checkpoint', open(), describe('log', ['日志的已签名检查点', 'The signed checkpoint of the log']), async (c) => {
    const text = await ledger.checkpoint()
    return text === undefined ? notThere() : c.body(text, 200, headers(TEXT, BRIEFLY))
  })
  .get('/vkey', open(), describe('log', ['日志的公钥', 'The key of the log']), (c) => c.body(`${ledger.vkey}\n`, 200, headers(TEXT, BRIEFLY)))
  .get('/policy', open(), describe('log', ['离线查验用的信任策略', 'The policy for checking offline']), (c) => c.body(policyText(ledger), 200, headers(TEXT, BRIEFLY)))
  .get('/leaf/:index{[0-9]{1,15}}', open(), describe('log', ['日志中的一条', 'One leaf of the log']), async (c) => {
    const leaf = await ledger.entryAt(Number(c.req.param('index')))
    return leaf === undefined ? notThere() : c.body(Buffer.from(leaf).toString('utf8'), 200, headers(TEXT, FOR_EVER))
  })
  .get('/proof/:index{[0-9]{1,15}}', open(), describe('log', ['一条的包含证明', 'The proof of one leaf']), async (c) => {
    const proof = await ledger.proofFor(Number(c.req.param('index')))
    return proof === undefined ? notThere() : c.body(proof, 200, headers(TEXT, BRIEFLY))
  })
  .get('/tile/*', open(), describe('log', ['日志的数据块', 'A tile or bundle of the log']), (c) => tileAnswer(c, ledger))

const headers = (type: string, cache: string) => ({ 'Content-Type': type, 'Cache-Control': cache, 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
const notThere = (): never => { throw notFound() }

/** Nobody witnesses yet: the quorum says so, and a verifier repeats it. */
const policyText = (ledger: Ledger) => `# ${ledger.origin}\nlog ${ledger.vkey}\nquorum none\n`

async function tileAnswer(c: Context<Env>, ledger: Ledger): Promise<Response> {
  const wanted = parseTilePath(c.req.path.slice(c.req.path.indexOf('/tile/') + 1))
  const size = (await ledger.files.memory())?.size ?? 0
  if (wanted === undefined || wanted.width > tileWidth(wanted.kind === 'tile' ? wanted.level : 0, wanted.index, size)) return notThere()
  return c.body(Buffer.from(await tileBytes(ledger, wanted)), 200, headers('application/octet-stream', FOR_EVER))
}

/** A partial tile that was superseded is cut out of the full one, so that an old checkpoint can still be checked. */
async function tileBytes(ledger: Ledger, wanted: TilePath): Promise<Uint8Array> {
  if (wanted.kind === 'entries') return formatEntries((await ledger.files.entries(wanted.index, wanted.width)).slice(0, wanted.width))
  const bytes = await ledger.files.tile(wanted)
  if (bytes.length < wanted.width * HASH_BYTES) throw new Error(`${tilePath(wanted)} is shorter than it should be`)
  return bytes.subarray(0, wanted.width * HASH_BYTES)
}
