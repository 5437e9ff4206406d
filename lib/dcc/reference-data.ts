// Where the third-party schemas and certificates lie that tests compare with; they are never part of the repository. For tests only.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(process.env['DUHENG_REFERENCE'] ?? resolve(import.meta.dirname, '../../../shared'), 'dcc')

/** The reason to skip, or false: for the `skip` option of a test. */
export const noReferenceData: string | false = existsSync(root) ? false : 'needs reference data'
export const noXmllint: string | false = noReferenceData || (hasProgram('xmllint') ? false : 'needs xmllint')

export function referencePath(...parts: string[]): string {
  return resolve(root, ...parts)
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false // Not installed; the tests that need it say so.
  }
}
