import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readWorkflow } from '@duheng/rules/workflow.ts'
import { stateWords } from './state-words.ts'

test('the pages name every state as the rule file does', () => {
  const read = readWorkflow(readFileSync(new URL('../../../rules/workflows/verification.yaml', import.meta.url), 'utf8'))
  assert.ok(read.ok)
  assert.deepEqual(stateWords, Object.fromEntries(read.value.states.map(({ id, zh, en }) => [id, [zh, en]])))
})
