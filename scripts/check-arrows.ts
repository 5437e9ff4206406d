// Runs the arrow and budget check over the tree; exit 1 with one line a finding.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findings } from './arrows.ts'

export function checkArrows(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'], { encoding: 'utf8' })
  const paths = listed.split('\n').filter((p) => p !== '' && existsSync(p))
  const files = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  return findings(files).map((f) => `${f.path}:${f.line} ${f.rule}: ${f.what}`)
}

if (import.meta.main) {
  const found = checkArrows()
  for (const line of found) console.log(line)
  console.log(found.length === 0 ? 'arrows point down' : `${found.length} finding(s)`)
  process.exitCode = found.length === 0 ? 0 : 1
}
