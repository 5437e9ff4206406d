// SHA-256 through node:crypto, for servers that hash long records. Node only; browsers use sha256.ts, which gives the same bytes.
import { createHash } from 'node:crypto'

export function nodeSha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}
