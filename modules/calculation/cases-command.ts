// `duheng cases DIR [--json]`: every *.json of a folder as a case, one line an expected value. Exit 0: all pass; 1: one fails or is not
// supported; 2: not understood.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sentence } from '@duheng/decisions/refusal.ts'
import { answerCase } from './answer.ts'
import type { Outcome } from './answer.ts'
import { readCase } from './case.ts'
import { parsed, textOf, understood, Unreadable } from './command.ts'
import type { Out } from './command.ts'
import { reasonOf, Unusable } from './given.ts'
import { caseVerdict, lineOf, totals } from './report.ts'

const USAGE = `duheng cases DIR [--json]
  Runs every *.json of DIR (or one FILE) as a case: one line an expected value (case, name, expected, got, tolerance, verdict), tab-separated,
  or one JSON object a line; the last line is "cases P/F/U values P/F/U" (passed/failed/unsupported).
  Exit 0: everything passes; 1: a value fails or is not supported, or a file is not a case; 2: not understood.`

export async function casesCommand(args: readonly string[], out: Out): Promise<number> {
  const asked = understood(args)
  if (asked === undefined) { out.problem(USAGE); return 2 }
  const files = await filesOf(asked.path)
  if (files === undefined) { out.problem(`${asked.path}: 没有这个文件夹或文件 / there is no such folder or file`); return 2 }
  const cases: (readonly Outcome[])[] = []
  for (const file of files) {
    const outcomes = await outcomesOf(file)
    for (const outcome of outcomes) out.line(asked.json ? JSON.stringify(outcome) : lineOf(outcome))
    cases.push(outcomes)
  }
  out.line(totals(cases))
  return cases.every((one) => caseVerdict(one) === 'pass') ? 0 : 1
}

async function filesOf(path: string): Promise<readonly string[] | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile()) return [path]
  if (!found?.isDirectory()) return undefined
  return (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted().map((name) => join(path, name))
}

/** A file that is no case is one unsupported value, with the member that breaks the form. */
async function outcomesOf(file: string): Promise<readonly Outcome[]> {
  try {
    return await answerCase(readCase(parsed(file, await textOf(file))))
  } catch (error) {
    if (error instanceof Unusable) return [broken(file, reasonOf(error))]
    if (error instanceof Unreadable) return [broken(file, { zh: error.message, en: error.message })]
    throw error
  }
}

const broken = (file: string, reason: Sentence): Outcome => ({ case: file, name: '-', expected: '', verdict: 'unsupported', reason })
