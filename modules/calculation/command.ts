// What the commands on files share: their arguments, the language of their answer, a file read as JSON, a refusal said with its place.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isGiven, Unusable } from './given.ts'
import type { Given } from './given.ts'

export type Out = { line(text: string): void; problem(text: string): void }
export type Language = 'zh' | 'en'

export type Asked = { readonly path: string; readonly json: boolean; readonly language: Language; readonly numbers: Readonly<Record<string, number | undefined>> }

/** The one file that is meant and the options, those named in `wholes` whole numbers; or nothing: then the usage is printed. */
export function understood(args: readonly string[], wholes: readonly string[] = []): Asked | undefined {
  try {
    const options = { ...Object.fromEntries(wholes.map((name) => [name, { type: 'string' } as const])), json: { type: 'boolean' }, lang: { type: 'string' } } as const
    const { values: { json, lang, ...rest }, positionals: [path, ...more] } = parseArgs({ args: [...args], allowPositionals: true, options })
    const numbers = Object.entries(rest).map(([name, value]) => [name, /^\d{1,12}$/.test(String(value)) ? Number(value) : undefined] as const)
    if (path === undefined || more.length > 0 || numbers.some(([, value]) => value === undefined)) return undefined
    return lang === undefined || lang === 'zh' || lang === 'en' ? { path, json: json === true, language: lang ?? languageOf(process.env), numbers: Object.fromEntries(numbers) } : undefined
  } catch {
    return undefined // an unknown option: the usage says which there are
  }
}

/** By LANG: English where it names English, Chinese otherwise. */
function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): Language {
  return /^en\b|^en_/i.test(LC_ALL ?? LC_MESSAGES ?? LANG ?? '') ? 'en' : 'zh'
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

/** What a command does with its file: a report, said as one JSON object or as lines for people. */
type FileCommand<T> = {
  readonly usage: string
  /** Options that are whole numbers. */
  readonly wholes?: readonly string[]
  /** Exit where the input breaks a rule; a file that cannot be read is 2 always. */
  readonly refusedExit: number
  readonly evaluate: (asked: Asked, text: string) => T
  readonly machine?: (report: T) => unknown
  readonly people: (report: T, language: Language) => readonly string[]
  readonly exit?: (report: T) => number
}

/** Runs a command on one file and says its report, or what is wrong with the file. */
export async function answerFile<T>(args: readonly string[], out: Out, { usage, wholes, refusedExit, evaluate, machine = (report) => report, people, exit = () => 0 }: FileCommand<T>): Promise<number> {
  const asked = understood(args, wholes)
  if (asked === undefined) { out.problem(usage); return 2 }
  const { path, json, language } = asked
  try {
    const report = evaluate(asked, await textOf(path))
    for (const line of json ? [JSON.stringify(machine(report))] : people(report, language)) out.line(line)
    return exit(report)
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
