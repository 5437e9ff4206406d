// The chords of the pages, as the modules claim them.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { chords } from '#ui/chords.ts'

const house = join(import.meta.dirname, '../..')

test('a page\'s chord is claimed by one page alone, and every “g …” leads somewhere', () => {
  const claimed = globSync('modules/*/web/pages.tsx', { cwd: house }).flatMap((path) => Array.from(readFileSync(join(house, path), 'utf8').matchAll(/chord: '([^']+)'/g), ([, name = '']) => name))
  assert.equal(new Set(claimed).size, claimed.length, claimed.join(', '))
  const leading = Object.entries(chords).filter(([name, keys]) => keys.startsWith('g ') && name !== 'go home').map(([name]) => name)
  assert.deepEqual(claimed.toSorted(), leading.toSorted())
})
