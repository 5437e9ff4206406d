// Watches the chain of acts pass by: every link, every payload that was not erased, and that the head is where the chain ends.
// Pure. The order is that of the tables: acts by number, the head, the payloads.
import { createHash } from 'node:crypto'
import { checkChain } from '#platform/acts/acts.ts'
import { instantText } from '#platform/db/values.ts'
import type { RowOf, Watcher } from './watch.ts'

export type ActsSeen = { last: number; head: string }

const bytesOf = (text: string | null): Buffer => Buffer.from((text ?? '').replace(/^\\x/, ''), 'hex')

/** Payload hashes by number, packed, because a city has many acts. */
class Packed {
  #bytes = Buffer.alloc(32 * 1024)
  #firstNo = 0
  set(no: number, hash: Buffer): void {
    if (this.#firstNo === 0) this.#firstNo = no
    const at = (no - this.#firstNo) * 32
    while (at + 32 > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)])
    hash.copy(this.#bytes, at)
  }
  get(no: number): Buffer { return this.#bytes.subarray((no - this.#firstNo) * 32, (no - this.#firstNo) * 32 + 32) }
}

export function watchActs(): Watcher & { seen(): ActsSeen } {
  const hashes = new Packed()
  const broken: number[] = []
  let head: Buffer = Buffer.alloc(32)
  let last = 0
  let stated: Buffer | undefined
  const act = (value: RowOf) => {
    const no = Number(value('no'))
    const payloadHash = bytesOf(value('payload_hash'))
    const checked = checkChain([{
      no, at: instantText(value('at') ?? ''), actor_id: Number(value('actor_id')), org_id: Number(value('org_id')), verb: value('verb') ?? '', object: value('object') ?? '',
      payload_hash: payloadHash, previous_hash: bytesOf(value('previous_hash')), hash: bytesOf(value('hash')), salt: null, payload: null,
    }], head)
    if (checked.findings.length > 0) broken.push(no)
    hashes.set(no, payloadHash)
    head = checked.head
    last = no
  }
  const payload = (value: RowOf) => {
    const no = Number(value('act_no'))
    const text = value('payload')
    if (text !== null && !createHash('sha256').update(bytesOf(value('salt'))).update(text).digest().equals(hashes.get(no))) broken.push(no)
  }
  return {
    wantsRows: (table) => table === 'platform.act' || table === 'platform.act_payload' || table === 'platform.act_head',
    row: (table, value) => {
      if (table === 'platform.act') act(value)
      else if (table === 'platform.act_payload') payload(value)
      else stated = bytesOf(value('hash'))
    },
    wantsBytes: () => false,
    bytes: () => {},
    file: () => {},
    seen: () => ({ last, head: head.toString('hex') }),
    findings: () => [
      ...(broken.length > 0 ? [`The chain of acts is broken at act ${broken[0]}${broken.length > 1 ? ` and ${broken.length - 1} more` : ''}.`] : []),
      ...(stated && !stated.equals(head) ? ['The chain of acts does not end where its head says: acts are missing at the end.'] : []),
    ],
  }
}
