// One word per idea, in both languages, wherever a pair of words stands in the source.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const house = join(import.meta.dirname, '../..')
const sources = globSync('{ui,modules,apps,platform,lib/procedures}/**/*.{ts,tsx}', { cwd: house, exclude: (name) => name === 'node_modules' })
  .filter((path) => !/\.(?:test|e2e)\.tsx?$/.test(path)).map((path) => ({ path, text: readFileSync(join(house, path), 'utf8') }))

/** The English of a verdict, by its Chinese (docs/glossary.md). */
const verdictWords: Readonly<Record<string, string>> = { 合格: 'Passes', 不合格: 'Fails', 符合: 'Conforms', 不符合: 'Does not conform' }

test('a verdict has one English word: a verification passes or fails, a calibration conforms or does not', () => {
  const pairs = sources.flatMap(({ path, text }) => Array.from(text.matchAll(/[[(]'(不?(?:合格|符合))', '([A-Z][^']*)'[\])]/g), ([, zh = '', en = '']) => ({ path, zh, en })))
  assert.ok(pairs.length >= 10, `${pairs.length} pairs`)
  assert.deepEqual(pairs.filter(({ zh, en }) => verdictWords[zh] !== en), [])
})
