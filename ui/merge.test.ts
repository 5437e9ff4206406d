import assert from 'node:assert/strict'
import { test } from 'node:test'
import { merge } from './merge.ts'

const base = { model: 'ACS-15', no: '1', place: 'A' }
const cases: readonly (readonly [string, typeof base, typeof base, { value: typeof base; taken: string[]; open: string[] }])[] = [
  ['what only they changed is taken', base, { ...base, no: '2' }, { value: { ...base, no: '2' }, taken: ['no'], open: [] }],
  ['what only I changed stands', { ...base, no: '3' }, base, { value: { ...base, no: '3' }, taken: [], open: [] }],
  ['different fields both stand', { ...base, no: '3' }, { ...base, place: 'B' }, { value: { model: 'ACS-15', no: '3', place: 'B' }, taken: ['place'], open: [] }],
  ['the same change twice is no question', { ...base, no: '3' }, { ...base, no: '3' }, { value: { ...base, no: '3' }, taken: [], open: [] }],
  ['two changes of one field are for somebody to choose, mine standing until then', { ...base, no: '3' }, { ...base, no: '2' }, { value: { ...base, no: '3' }, taken: [], open: ['no'] }],
  ['what I emptied and they changed is a question, too', { ...base, no: '' }, { ...base, no: '2' }, { value: { ...base, no: '' }, taken: [], open: ['no'] }],
  ['what they emptied is taken', base, { ...base, place: '' }, { value: { ...base, place: '' }, taken: ['place'], open: [] }],
]
for (const [name, mine, theirs, merged] of cases) test(name, () => assert.deepEqual(merge(base, mine, theirs), merged))
