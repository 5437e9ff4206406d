// SHA-256 of an entry's bytes, by which files and rows are matched. (The tree hashes entries differently: RFC 6962 puts a zero byte first.)
import { createHash } from 'node:crypto'

export const sha256Of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
