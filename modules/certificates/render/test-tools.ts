// Command-line tools that tests use as independent readers of what we make. For tests only; a missing tool is a reason to skip.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The reason to skip, or false when every tool is there. */
export function without(...tools: string[]): string | false {
  const missing = tools.filter(tool => !isInstalled(tool))
  return missing.length > 0 ? `needs ${missing.join(', ')}` : false
}

function isInstalled(tool: string): boolean {
  try {
    execFileSync(process.platform === 'win32' ? 'where' : 'which', [tool], { stdio: 'ignore' })
    return true
  } catch {
    return false // `which` says no by its exit code.
  }
}

/** Runs `use` with a file holding the bytes, in a folder that is removed afterwards. */
export function withFile<T>(bytes: Uint8Array, use: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-test-'))
  const file = join(folder, 'certificate.pdf')
  writeFileSync(file, bytes)
  try {
    return use(file, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function output(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 })
}

/** Text in drawing order without any white space, so that line breaks inside a field do not matter. */
export function textOfPdf(pdf: Uint8Array): string {
  return withFile(pdf, file => output('pdftotext', '-raw', file, '-')).replaceAll(/\s/g, '')
}
