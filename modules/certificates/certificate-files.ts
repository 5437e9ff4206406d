// The documents themselves: files named by their own hash, written wholly or not at all. Writing one twice changes nothing, and a file
// that no row names is harmless. Absent: deletion.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { readIfThere, writeDurably } from '#platform/files.ts'

export type DocumentKind = 'pdf' | 'xml'
export type CertificateFiles = {
  keep(kind: DocumentKind, bytes: Uint8Array): Promise<{ sha256: string; size: number }>
  /** The bytes whose hash this is, checked again; undefined when they are gone or were changed on disk. */
  read(kind: DocumentKind, sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>
}

/** Where a document lies below the folder of files. */
export const documentPath = (kind: DocumentKind, sha256: string): string => `certificates/${sha256.slice(0, 2)}/${sha256}.${kind}`

export function certificateFiles(filesDir: string): CertificateFiles {
  const pathOf = (kind: DocumentKind, sha256: string) => join(filesDir, documentPath(kind, sha256))
  const read = async (kind: DocumentKind, sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
    const bytes = await readIfThere(pathOf(kind, sha256))
    return bytes !== undefined && hashOf(bytes) === sha256 ? new Uint8Array(bytes) : undefined
  }
  return {
    read,
    keep: async (kind, bytes) => {
      const sha256 = hashOf(bytes)
      if (await read(kind, sha256) === undefined) await writeDurably(pathOf(kind, sha256), bytes)
      return { sha256, size: bytes.length }
    },
  }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
