// The hash of an edition as text: needed inside pure functions, in Node and in a browser, so it is the log's own synchronous SHA-256.
import { sha256 as digest } from '@duheng/tlog/sha256.ts'
import { hex, utf8 } from '@duheng/tlog/text.ts'

/** The hash as 64 lower-case hexadecimal digits; text is hashed as its UTF-8 bytes. */
export function sha256(input: Uint8Array | string): string {
  return hex(digest(typeof input === 'string' ? utf8(input) : input))
}
