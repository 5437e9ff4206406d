import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusalOf, showBytes, type AttachmentRefusal } from './attachment-rules.ts'

const rules = { endings: ['pdf', 'jpg'], mostFiles: 2, most_bytes: 1000 }
const cases: readonly (readonly [string, number, number, AttachmentRefusal | undefined])[] = [
  ['证书.pdf', 500, 0, undefined],
  ['scale.JPG', 500, 1, undefined],
  ['scale.jpg', 500, 2, 'count'],
  ['scale.svg', 5, 0, 'ending'],
  ['scale', 5, 0, 'ending'],
  ['certificate.exe.pdf', 5, 0, 'double'],
  ['photo.v2.jpg', 5, 0, undefined],
  ['a.pdf', 0, 0, 'empty'],
  ['a.pdf', 1001, 0, 'size'],
  ['a\u202Efdp.jpg', 5, 0, 'name'],
  ['../a.pdf', 5, 0, 'name'],
  [`${'x'.repeat(200)}.pdf`, 5, 0, 'name'],
]
for (const [name, size, already, refusal] of cases) {
  test(`${JSON.stringify(name.slice(0, 30))} of ${size} bytes after ${already}: ${refusal ?? 'taken'}`, () =>
    assert.equal(refusalOf({ name, size }, already, rules), refusal))
}

test('sizes are shown in decimal units', () => {
  assert.deepEqual([999, 1500, 2_340_000].map(showBytes), ['999 B', '2 kB', '2.3 MB'])
})
