// What may be attached: by size, number and ending, with the reason in a sentence's parts. The server looks at the bytes again. Pure.

export type AttachmentRules = {
  /** Endings without the dot: `pdf`, `jpg`. */
  readonly endings: readonly string[]
  readonly mostFiles: number
  readonly most_bytes: number
}
export type FileFacts = { readonly name: string; readonly size: number }
export type AttachmentRefusal = 'ending' | 'double' | 'size' | 'empty' | 'count' | 'name'

/** Endings that hide an executable behind a picture's name, whatever stands last. */
const dangerous = new Set(['exe', 'com', 'bat', 'cmd', 'scr', 'js', 'mjs', 'vbs', 'html', 'htm', 'svg', 'jar', 'ps1', 'msi', 'lnk', 'sh'])

export function refusalOf(file: FileFacts, already: number, rules: AttachmentRules): AttachmentRefusal | undefined {
  const [, ...endings] = file.name.toLowerCase().split('.')
  if (already >= rules.mostFiles) return 'count'
  if (file.name.length > 200 || /[\p{Cc}\u202A-\u202E\u2066-\u2069/\\]/u.test(file.name)) return 'name'
  if (!rules.endings.includes(endings.at(-1) ?? '')) return 'ending'
  if (endings.slice(0, -1).some((ending) => dangerous.has(ending))) return 'double'
  if (file.size === 0) return 'empty'
  return file.size > rules.most_bytes ? 'size' : undefined
}

export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
