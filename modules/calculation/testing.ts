// What the tests of this module share: a command run on files of its own, and what it said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Out } from './command.ts'

export type Ran = { readonly exit: number; readonly lines: readonly string[]; readonly problems: readonly string[] }

type Command = (args: readonly string[], out: Out) => Promise<number>

/** Runs a command on one file of this content; `{}` in the arguments stands for its path. */
export async function ranOn(command: Command, content: unknown, { args = ['{}'], name = 'input.json' }: { args?: readonly string[]; name?: string } = {}): Promise<Ran> {
  return ranIn(command, { [name]: content }, args.map((arg) => (arg === '{}' ? `{}/${name}` : arg)))
}

/** Runs a command on a folder of files. */
export async function ranIn(command: Command, files: Readonly<Record<string, unknown>>, args: readonly string[] = ['{}']): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-calculation-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
    return await ran(command, args.map((arg) => arg.replace('{}', folder)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function ran(command: Command, args: readonly string[]): Promise<Ran> {
  const lines: string[] = []
  const problems: string[] = []
  const exit = await command(args, { line: (text) => lines.push(text), problem: (text) => problems.push(text) })
  return { exit, lines, problems }
}
