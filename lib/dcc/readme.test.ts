// The worked examples of the README run as they stand; only their package imports are made absolute.

import { it } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(match => match[1] ?? '')

it('the README has three worked examples', () => assert.equal(blocks.length, 3))

for (const [index, block] of blocks.entries()) {
  it(`example ${index + 1} of the README runs`, async () => {
    const absolute = block.replaceAll(/from '(@duheng\/[^']+)'/g, (_, specifier: string) => `from '${import.meta.resolve(specifier)}'`)
    await import(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(absolute))}`)
  })
}
