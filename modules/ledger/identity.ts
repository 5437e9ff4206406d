// Which log this is: its origin, its key, and whether it is the demo's. Made once at the first start and kept; the address of the
// server may change later, the name of the log never does.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newPrivateKeyPem } from '@duheng/signing/keys.ts'
import { signerOfFile, writeKeyFile } from '@duheng/signing/key-files.ts'
import { rawKey } from '@duheng/signing/public-key.ts'
import { isKeyName, verifierKey } from '@duheng/tlog/note.ts'
import type { NoteSigner } from '@duheng/tlog/note.ts'
import { writeDurably } from '#platform/files.ts'

export type LogIdentity = { origin: string; demo: boolean; signer: NoteSigner }
export type OpenedIdentity = { ok: true; identity: LogIdentity } | { ok: false; reason: string }

/** Opens or, in an empty folder, makes the identity. `address` names a new log; it is not looked at again. */
export async function openIdentity(filesDir: string, address: string, demo: boolean): Promise<OpenedIdentity> {
  const keys = join(filesDir, 'keys')
  const [namePath, keyPath] = [join(keys, 'log-name'), join(keys, 'log.pem')]
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  if (!existsSync(namePath)) {
    if (existsSync(join(keys, 'signed-tree'))) return { ok: false, reason: 'keys/log-name is missing beside a tree that was signed' }
    await writeDurably(namePath, Buffer.from(`${newOrigin(address, demo)}\n${demo ? 'demo' : 'real'}\n`))
  }
  if (!existsSync(keyPath)) {
    if (existsSync(join(keys, 'signed-tree'))) return { ok: false, reason: 'keys/log.pem is missing beside a tree that was signed' }
    writeKeyFile(keyPath, newPrivateKeyPem('ed25519'))
  }
  const [origin = '', kind = ''] = readFileSync(namePath, 'utf8').split('\n')
  if (!isKeyName(origin) || (kind !== 'demo' && kind !== 'real')) return { ok: false, reason: 'keys/log-name cannot be read' }
  if ((kind === 'demo') !== demo) return { ok: false, reason: `this is the log of ${kind === 'demo' ? 'a demo' : 'real use'}; the two are never mixed` }
  const loaded = signerOfFile(keyPath)
  const raw = loaded.ok ? rawKey(loaded.signer.publicKey, 'ed25519') : undefined
  if (!loaded.ok || raw === undefined) return { ok: false, reason: `keys/log.pem: ${loaded.ok ? 'not an Ed25519 key' : loaded.reason}` }
  return { ok: true, identity: { origin, demo, signer: { key: verifierKey(origin, raw), sign: (message) => loaded.signer.sign(message) } } }
}

function newOrigin(address: string, demo: boolean): string {
  const host = URL.canParse(address) ? new URL(address).host : 'duheng.invalid'
  return `${host}/log${demo ? '/demo' : ''}`
}
