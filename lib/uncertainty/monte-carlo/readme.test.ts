// Runs every example of the README as a module of its own, so that the page cannot promise what the code does not do.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const page = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
const examples = page.split('```ts\n').slice(1).map((rest) => rest.split('```')[0] ?? '')

test('the README has its two worked examples', () => assert.equal(examples.length, 2))

for (const [i, code] of examples.entries()) {
  test(`README example ${i + 1} runs as printed`, () => {
    const run = spawnSync(process.execPath, ['--input-type=module-typescript'], { input: code, cwd: import.meta.dirname, encoding: 'utf8' })
    assert.equal(run.status, 0, run.stderr)
  })
}

test('every file of the folder has its line', () => {
  for (const name of ['prepare', 'task', 'simulate', 'run', 'result', 'interval', 'quantile', 'adaptive', 'tolerance', 'validation', 'region', 'kernel']) {
    assert.ok(page.includes(`\`${name}.ts\``), name)
  }
})
