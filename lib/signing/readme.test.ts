import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code)
const names = readdirSync(join(import.meta.dirname, 'examples'))

for (const name of names) {
  test(`the example ${name} stands in the README as it is and runs`, async () => {
    assert.ok(blocks.includes(readFileSync(join(import.meta.dirname, 'examples', name), 'utf8')), `README.md lacks examples/${name}`)
    await import(`./examples/${name}`)
  })
}

test('the README shows no code that is not run', () => {
  assert.equal(blocks.length, names.length)
})
