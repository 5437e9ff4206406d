// Builds the web once per state of its inputs: a hash of everything that can reach the bundle names a folder in the cache, and an existing
// folder is the answer. Two processes may build at once; the first rename wins and both see a whole folder. Absent: serving
// (apps/server/web.ts).
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, glob, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const house = join(import.meta.dirname, '../..')
const cache = join(house, 'node_modules/.cache/duheng-web')
const inputs = [
  'apps/web/**/*',
  'ui/**/*',
  'modules/**/*.{ts,tsx,css,html,svg,json}',
  'lib/**/*.{ts,json}',
  'platform/**/*.ts',
  'package-lock.json',
]
const mostKept = 3
const run = promisify(execFile)

export async function hashOfInputs(): Promise<string> {
  const files: string[] = []
  for await (const path of glob(inputs, { cwd: house, exclude: (name) => name === 'node_modules' })) files.push(path)
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '')
  for (const path of files.map((name) => name.replaceAll('\\', '/')).toSorted()) {
    if (/\.(?:test|e2e)\.tsx?$|\.md$/.test(path) || !(await stat(join(house, path))).isFile()) continue
    hash.update(`\0${path}\0`).update(await readFile(join(house, path)))
  }
  return hash.digest('hex').slice(0, 24)
}

/** The folder with the built web; copied to `outDir` as well when that is given. */
export async function buildWeb(outDir?: string): Promise<string> {
  const folder = join(cache, await hashOfInputs())
  if (!(await exists(folder))) await buildInto(folder)
  await utimes(folder, new Date(), new Date())
  await forgetOld(folder)
  if (outDir === undefined) return folder
  await cp(folder, outDir, { recursive: true })
  return outDir
}

async function buildInto(folder: string): Promise<void> {
  const half = `${folder}.${process.pid}.half`
  await mkdir(cache, { recursive: true })
  await run(process.execPath, [join(import.meta.dirname, 'build-once.ts'), half], { maxBuffer: 10_000_000 })
  try {
    await rename(half, folder)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    if (!(await exists(folder))) throw error
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false)
}

/** The newest few stay; half-built folders of processes that died go after an hour. */
async function forgetOld(current: string): Promise<void> {
  const names = await readdir(cache)
  const dated = await Promise.all(
    names.map(async (name) => ({
      path: join(cache, name),
      name,
      used: (await stat(join(cache, name)).catch(() => undefined))?.mtimeMs ?? 0,
    })),
  )
  const now_ms = (await stat(current)).mtimeMs
  const whole = dated.filter(({ name }) => !name.endsWith('.half')).toSorted((one, other) => other.used - one.used)
  const halves = dated.filter(({ name, used }) => name.endsWith('.half') && now_ms - used > 3_600_000)
  for (const { path } of [...whole.slice(mostKept), ...halves]) if (path !== current) await rm(path, { recursive: true, force: true })
}
