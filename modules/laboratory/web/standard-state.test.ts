import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsCare, standingOf } from './standard-state.ts'
import type { StandardStanding, Standing } from './standard-state.ts'

const today = '2026-11-23'
const until = (validUntil: string | null, state: 'valid' | 'expired' | 'withdrawn' | 'not yet' | 'no period' = 'valid'): Standing => ({ retired: false, certificate: { state, validUntil } })
const cases: readonly (readonly [string, Standing, StandardStanding, boolean])[] = [
  ['a certificate until next autumn', until('2027-09-30'), 'valid', false],
  ['61 days left', until('2027-01-23'), 'valid', false],
  ['60 days left', until('2027-01-22'), 'expiring', true],
  ['its last day', until('2026-11-23'), 'expiring', true],
  ['over since yesterday', until('2026-11-22', 'expired'), 'expired', true],
  ['withdrawn', until('2027-09-30', 'withdrawn'), 'withdrawn', true],
  ['issued for tomorrow', until('2027-11-24', 'not yet'), 'not yet', true],
  ['without an end', until(null, 'no period'), 'no period', false],
  ['without a certificate', { retired: false, certificate: null }, 'no certificate', true],
  ['retired with an expired certificate', { ...until('2020-01-01', 'expired'), retired: true }, 'retired', false],
]
for (const [name, standard, standing, care] of cases) {
  test(`a standard ${name} is ${standing}`, () => {
    assert.equal(standingOf(standard, today), standing)
    assert.equal(needsCare(standing), care)
  })
}
