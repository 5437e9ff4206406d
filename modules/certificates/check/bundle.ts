// The proof bundle of a certificate: a text file with everything a verifier needs besides the document and the log's key. One line a
// piece, base64, so that a shell script reads it with cut and base64. Pure: formatting and parsing; check.ts decides.
//
//   duheng-proof/1
//   at 2026-11-23T01:00:00Z
//   claims <claims>
//   issue <leaf> <tlog-proof>
//   key <leaf> <tlog-proof>       key-add, key-retire and key-compromise leaves of every stamp that signed here, the root's first
//   event <leaf> <tlog-proof>     supersede and revoke leaves
import { decodeBase64, decodeUtf8, encodeBase64, utf8 } from '@duheng/tlog/text.ts'

export type ProvenLeaf = { readonly leaf: Uint8Array; readonly proof: string }
export type ProofBundle = {
  /** When the server put it together, as it says. */
  readonly at: string
  readonly claims: string
  readonly issue: ProvenLeaf
  readonly keys: readonly ProvenLeaf[]
  readonly events: readonly ProvenLeaf[]
}

const HEAD = 'duheng-proof/1'
const MAX_LENGTH = 1_000_000
const MAX_LEAVES = 100

export function formatBundle(bundle: ProofBundle): string {
  const line = (name: string, { leaf, proof }: ProvenLeaf) => `${name} ${encodeBase64(leaf)} ${encodeBase64(utf8(proof))}`
  return `${[
    HEAD, `at ${bundle.at}`, `claims ${encodeBase64(utf8(bundle.claims))}`, line('issue', bundle.issue),
    ...bundle.keys.map((k) => line('key', k)), ...bundle.events.map((e) => line('event', e)),
  ].join('\n')}\n`
}

export function parseBundle(text: string): ProofBundle | undefined {
  if (text.length > MAX_LENGTH || !text.endsWith('\n')) return undefined
  const [head, at, claims, issue, ...rest] = text.slice(0, -1).split('\n')
  if (head !== HEAD || !at?.startsWith('at ') || rest.length > MAX_LEAVES) return undefined
  const claimsText = claims?.startsWith('claims ') ? textOf(claims.slice(7)) : undefined
  const issued = leafLine('issue', issue)
  if (claimsText === undefined || issued === undefined) return undefined
  const keys: ProvenLeaf[] = []
  const events: ProvenLeaf[] = []
  for (const line of rest) {
    const isKey = line.startsWith('key ')
    const leaf = leafLine(isKey ? 'key' : 'event', line)
    if (leaf === undefined) return undefined
    if (isKey) keys.push(leaf)
    else events.push(leaf)
  }
  return { at: at.slice(3), claims: claimsText, issue: issued, keys, events }
}

function textOf(base64: string): string | undefined {
  const bytes = decodeBase64(base64)
  return bytes === undefined ? undefined : decodeUtf8(bytes)
}

function leafLine(name: string, line: string | undefined): ProvenLeaf | undefined {
  const [word, leaf = '', proof = '', ...more] = line?.split(' ') ?? []
  if (word !== name || more.length > 0) return undefined
  const bytes = decodeBase64(leaf)
  const text = textOf(proof)
  return bytes === undefined || text === undefined ? undefined : { leaf: bytes, proof: text }
}
