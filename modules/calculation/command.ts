// What the commands on files share: their arguments, the language of their answer, a file read as JSON, a refusal said with its place.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'
import { isGiven, Unusable } from './given.ts'
import type { Given } from './given.ts'

export type Out = { line(text: string): void; problem(text: string): void }
export type Language = 'zh' | 'en'

/** The one positional argument and the options, or nothing: then the usage is printed. */
export function understood(args: readonly string[], options: ParseArgsOptionsConfig): { readonly path: string; readonly values: Readonly<Record<string, string | boolean | undefined>> } | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { ...options, json: { type: 'boolean' }, lang: { type: 'string' } } })
    const [path, ...more] = positionals
    const single = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? undefined : value]))
    const { lang } = single
    return path === undefined || more.length > 0 || (lang !== undefined && lang !== 'zh' && lang !== 'en') ? undefined : { path, values: single }
  } catch {
    return undefined // an unknown option: the usage says which there are
  }
}

/** `--lang`, else LANG: English where it names English or no language at all in a set locale, Chinese otherwise. */
export function languageOf(said: string | boolean | undefined, environment: Readonly<Record<string, string | undefined>> = process.env): Language {
  if (said === 'zh' || said === 'en') return said
  return /^en\b|^en_/i.test(environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '') ? 'en' : 'zh'
}

/** What is wrong with a file as such, said in both languages; exit 2. */
export class Unreadable extends Error {}

export async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Unreadable(`${path}：读不到文件（${code}）/ the file cannot be read (${code})`, { cause: error })
  }
}

/** The object of a JSON file; a case file gives its input. */
export function inputOf(path: string, text: string): Given {
  const document = parsed(path, text)
  if (!isGiven(document)) throw new Unusable('file', '须为一个 JSON 对象', 'must be one JSON object')
  return isGiven(document['input']) ? document['input'] : document
}

export function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = /position (\d+)/.exec(error.message)?.[1]
    const before = at === undefined ? undefined : text.slice(0, Number(at)).split('\n')
    const place = before === undefined ? '' : `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
    throw new Unreadable(`${path}${place}：不是 JSON / not JSON: ${error.message}`, { cause: error })
  }
}

/** Runs a command; a file that cannot be read and an input that breaks a rule are said, with `refusedExit` for the latter. */
export async function answering(out: Out, json: boolean, refusedExit: number, run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Unreadable) return said(out, json, { error: 'unreadable', message: error.message }, error.message, 2)
    if (!(error instanceof Unusable)) throw error
    const { field, zh, en } = error
    return said(out, json, { error: 'refused', field, zh, en }, `${field}：${zh} / ${en}`, refusedExit)
  }
}

function said(out: Out, json: boolean, facts: Readonly<Record<string, unknown>>, text: string, exit: number): number {
  if (json) out.line(JSON.stringify({ ...facts, exit }))
  else out.problem(text)
  return exit
}
