// Private keys in files of their own, readable by their owner alone. Node only. Absent: deciding where a key lives, and rotation.
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { signerOfPem } from './keys.ts'
import type { LoadedSigner } from './keys.ts'

/** Writes a new key file with mode 0600. A file that is there already is never written over: that would lose a key. */
export function writeKeyFile(path: string, pem: string): { readonly ok: true } | { readonly ok: false; readonly reason: 'exists' } {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return { ok: false, reason: 'exists' }
    throw error
  }
  try {
    writeSync(file, pem)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  // A umask can only take rights away; this also holds where the mode of `open` is ignored.
  chmodSync(path, 0o600)
  return { ok: true }
}

export type LoadedKeyFile = LoadedSigner | { readonly ok: false; readonly reason: 'missing' | 'readable-by-others' }

/** The signer of a key file. A key that others may read is refused, as ssh refuses it (not on Windows, which has no such modes). */
export function signerOfFile(path: string, passphrase?: string): LoadedKeyFile {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return { ok: false, reason: 'missing' }
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) return { ok: false, reason: 'readable-by-others' }
  return signerOfPem(readFileSync(path, 'utf8'), passphrase)
}
