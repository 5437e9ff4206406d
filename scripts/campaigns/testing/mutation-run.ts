// A copy of lib/ in which one wrong change at a time is made and the package's own tests are run: a change that no test notices survives.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mutantsOf } from './mutants.ts'
import type { Mutant } from './mutants.ts'
import { randomFrom, until } from './options.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const TESTS_MAX_MS = 90_000

export type Outcome = { file: string; mutant: Mutant; killed: boolean }
export type Copy = { folder: string; remove(): void }

/** lib/ copied; packages come from the real node_modules, but the house's own from the copy. */
export function copyOfLib(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'duheng-mutation-'))
  cpSync(join(root, 'lib'), join(folder, 'lib'), { recursive: true, filter: (from) => !from.includes('node_modules') })
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  for (const name of ['rules', 'platform', 'docs']) symlinkSync(join(root, name), join(folder, name))
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@duheng'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) if (name !== '@duheng' && !name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  for (const name of readdirSync(join(folder, 'lib'))) symlinkSync(join(folder, 'lib', name), join(modules, '@duheng', name))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Pure source files of a package: no tests, no examples, nothing generated. */
export const sourcesOf = (lib: string): string[] =>
  readdirSync(join(root, 'lib', lib)).filter((n) => n.endsWith('.ts') && !/\.test\.ts$|^testing|^examples|^tables|^reference-data/.test(n)).toSorted().map((n) => `lib/${lib}/${n}`)

/** Whether the package's tests pass in the copy. */
export function testsPass(copy: Copy, lib: string): Promise<boolean> {
  const tests = readdirSync(join(copy.folder, 'lib', lib)).filter((n) => n.endsWith('.test.ts') && !/^readme|browser|fuzz/.test(n)).map((n) => join('lib', lib, n))
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--no-warnings', '--test', '--test-timeout=60000', ...tests], { cwd: copy.folder, stdio: 'ignore', env: { ...process.env, NODE_TEST_CONTEXT: undefined, DUHENG_REFERENCE: join(copy.folder, 'none') } })
    const timer = setTimeout(() => { child.kill('SIGKILL') }, TESTS_MAX_MS)
    child.on('close', (code) => { clearTimeout(timer); resolve(code === 0) })
  })
}

/** Makes one change, runs the tests, puts the file back. */
export async function tryMutant(copy: Copy, file: string, mutant: Mutant): Promise<Outcome> {
  const path = join(copy.folder, file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(path, mutant.text)
  try {
    return { file, mutant, killed: !(await testsPass(copy, file.split('/')[1] ?? '')) }
  } finally {
    writeFileSync(path, original)
  }
}

export async function mutate(options: { seconds: number; seed: number; libs: readonly string[] }, told: (outcome: Outcome) => void): Promise<{ tried: number; killed: number }> {
  const random = randomFrom(options.seed)
  const timeIsLeft = until(options.seconds)
  const copy = copyOfLib()
  const result = { tried: 0, killed: 0 }
  try {
    for (const lib of options.libs) if (!(await testsPass(copy, lib))) throw new Error(`the tests of lib/${lib} do not pass before anything is changed`)
    const untried = options.libs.flatMap((lib) => sourcesOf(lib).flatMap((file) => mutantsOf(readFileSync(join(root, file), 'utf8')).map((mutant) => ({ file, mutant }))))
    while (timeIsLeft() && untried.length > 0) {
      const [{ file, mutant }] = untried.splice(Math.floor(random() * untried.length), 1) as [(typeof untried)[number]] // the place is inside
      const outcome = await tryMutant(copy, file, mutant)
      result.tried++
      if (outcome.killed) result.killed++
      told(outcome)
    }
    return result
  } finally {
    copy.remove()
  }
}
