import assert from 'node:assert/strict'
import { checkReading, dataRoot, readingProof } from '@duheng/signing/readings.ts'

// One line a reading, as the measurement's record writes them; the root goes into the certificate's leaf.
const readings = ['q3 1 19.98 L', 'q3 2 20.01 L', 'q2 1 4.99 L', 'q1 1 1.02 L']
const root = dataRoot(readings)

// Later, in a dispute, one reading is shown with its proof and the others stay private.
const claim = { reading: 'q2 1 4.99 L', index: 2, count: 4, dataRoot: root, proof: readingProof(readings, 2) }
assert.equal(checkReading(claim), true)
assert.equal(checkReading({ ...claim, reading: 'q2 1 4.90 L' }), false)
