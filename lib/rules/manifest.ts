// The manifest of a release: every shipped rule file with the hash of its bytes, and the hash of the whole.
// Pure: the caller reads the files. rules/manifest.json is this text; a test keeps it true.

import { sha256 } from './sha256.ts'

export type ManifestEntry = { path: string; sha256: string; bytes: number }
export type Manifest = { format: 'duheng-rules-manifest/1'; release: string; files: ManifestEntry[] }

/** Paths are relative to rules/ and use '/'. The release hash is that of the sorted lines "hash  path". */
export function manifestOf(files: ReadonlyMap<string, Uint8Array>): Manifest {
  const entries = [...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes), bytes: bytes.length }))
  entries.sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    format: 'duheng-rules-manifest/1',
    release: sha256(entries.map((entry) => `${entry.sha256}  ${entry.path}\n`).join('')),
    files: entries,
  }
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

export type Difference = { path: string; kind: 'missing' | 'changed' | 'unknown' }

/** What differs between a manifest and the files found; empty when the release is whole. */
export function differences(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Difference[] {
  const found = manifestOf(files)
  const listed = new Map(manifest.files.map((entry) => [entry.path, entry.sha256]))
  const present = new Map(found.files.map((entry) => [entry.path, entry.sha256]))
  const missing = [...listed.keys()].filter((path) => !present.has(path)).map((path) => ({ path, kind: 'missing' as const }))
  const others = [...present].flatMap(([path, hash]): Difference[] => {
    if (!listed.has(path)) return [{ path, kind: 'unknown' }]
    return listed.get(path) === hash ? [] : [{ path, kind: 'changed' }]
  })
  return [...missing, ...others]
}
