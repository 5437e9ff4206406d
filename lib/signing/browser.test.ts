// What a public page imports must not lead to Node's own modules, or the page would not start.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

const libraries = join(import.meta.dirname, '..')

/** Every file reached through imports that stay after the types are gone. */
function importsOf(file: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file)) return seen
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)'/gms)
  const found = [...imports].map(([, name]) => name!)
  seen.set(file, found)
  for (const name of found) {
    if (name.startsWith('./')) importsOf(join(dirname(file), name), seen)
    if (name.startsWith('@duheng/')) importsOf(join(libraries, name.slice('@duheng/'.length)), seen)
  }
  return seen
}

const pages = [
  'signing/verify-browser.ts', 'signing/leaf.ts', 'signing/readings.ts', 'signing/sm3.ts', 'signing/cms.ts', 'tlog/proof.ts',
  'tlog/tiles.ts', 'tlog/policy.ts',
]

for (const page of pages) {
  test(`${page} runs without Node's own modules`, () => {
    const reached = importsOf(join(libraries, page))
    const foreign = [...reached.values()].flat().filter((name) => !name.startsWith('./') && !name.startsWith('@duheng/'))
    assert.deepEqual(foreign.filter((name) => name !== 'sm-crypto-v2'), [])
  })
}

test('the walk sees an import of Node where there is one', () => {
  const reached = importsOf(join(libraries, 'signing/keys.ts'))
  assert.ok([...reached.values()].flat().includes('node:crypto'))
  assert.ok(reached.has(join(libraries, 'tlog/sha256.ts')), 'through other files')
})
