// Properties over thousands of random units, with a fixed seed: the same units on every machine.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cmp, div, mul, ONE, rational } from './decimal.ts'
import { divideUnits, multiplyUnits, powerUnit, prefixedFactor, unitOf, type Factor, type Unit } from './unit-algebra.ts'
import { numberAtom, PREFIXES, spellings } from './unit-atom.ts'
import { ATOMS } from './unit-table.ts'
import { convert, parseUnit, printUnit, relation, unit, type Grammar } from './unit.ts'

const seed = 20_261_125

function same(a: Unit, b: Unit, what: string): void {
  assert.deepEqual(a.dimension, b.dimension, what)
  assert.equal(cmp(a.scale, b.scale), 0, what)
  assert.deepEqual([a.pi, a.ln10, a.offset, a.root, a.special], [b.pi, b.ln10, b.offset, b.root, b.special], what)
  // W·h read for Wh, or K cancelled against the K of an interval, has other factors and may so lose or gain the name of a kind.
  if (a.factors.length === b.factors.length) assert.equal(a.kind, b.kind, what)
}

const powers = fc.constantFrom(1, 1, 1, -1, -1, 2, -2, 3, -3, 4, 9, -9)
const prefixes = fc.option(fc.constantFrom(...PREFIXES), { nil: undefined, freq: 2 })
const named: fc.Arbitrary<Factor> = fc.tuple(fc.constantFrom(...ATOMS), prefixes, powers).map(([atom, prefix, power]) => {
  const prefixed = prefix === undefined ? undefined : prefixedFactor(prefix, atom, power)
  return prefixed?.ok === true ? prefixed.value : { atom, power }
})
const numbers: fc.Arbitrary<Factor> = fc.tuple(fc.constantFrom(10n, 100n, 24n, 999n),
  powers).map(([n, power]) => ({ atom: numberAtom(n), power }))
const roots: fc.Arbitrary<Factor> = fc.constantFrom('Hz', 'kHz', 'K', 'μm').map((symbol) => {
  const [factor] = unit(symbol).factors
  return { ...factor ?? assert.fail(symbol), power: -0.5 }
})
const common = fc.constantFrom(...ATOMS.slice(0, 80)).map((atom): Factor => ({ atom, power: 1 }))
const units = fc.oneof(
  { weight: 6, arbitrary: fc.array(named, { minLength: 1, maxLength: 4 }) },
  { weight: 3, arbitrary: fc.array(common, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.tuple(named, numbers).map((both) => [...both]) },
  { weight: 1, arbitrary: fc.tuple(named, roots).map((both) => [...both]) },
).map(unitOf)

for (const grammar of ['symbol', 'dsi', 'ucum', 'chinese'] as const satisfies readonly Grammar[]) {
  test(`a unit printed as ${grammar} reads back as itself`, () => {
    let printed = 0
    fc.assert(fc.property(units, (one) => {
      const text = printUnit(one, grammar)
      if (!text.ok) return
      printed++
      const read = parseUnit(text.value, { grammar })
      assert.ok(read.ok, `${one.symbol} as ${text.value}: ${read.ok ? '' : read.reason}`)
      same(read.unit, one, `${one.symbol} as ${text.value}`)
      // Printing is a normal form: what was read prints the same again, unless W·h or 24³ was read for Wh or (24)³.
      if (read.unit.symbol === one.symbol) assert.deepEqual(printUnit(read.unit, grammar), text)
    }), { seed, numRuns: 10_000 })
    assert.ok(printed > 1000, `${printed} of 10 000 have a text`)
  })
}

test('every named unit is read from each of its spellings, and no spelling has two readings', () => {
  const taken = new Map<string, string>()
  for (const atom of ATOMS) {
    assert.equal(unit(atom.symbol).factors[0]?.atom ?? atom, atom, atom.symbol)
    for (const spelling of spellings(atom)) {
      const read = parseUnit(spelling)
      assert.ok(read.ok, spelling)
      const other = taken.get(spelling)
      // The printed symbol of an earlier row wins over a code: 1 cal is of the international table here, by code it is thermochemical.
      if (read.unit.factors[0]?.atom !== atom && atom.symbol !== '1') assert.ok(['cal', 'G', 'u', 'B', 'AU', 'U'].includes(spelling),
        `${spelling} of ${atom.symbol}`)
      else assert.equal(other, undefined, `${spelling} of ${atom.symbol} and ${other}`)
      if (read.unit.factors[0]?.atom === atom) taken.set(spelling, atom.symbol)
    }
  }
})

test('every unit with every prefix has one text in each notation, and it reads back', () => {
  const taken = new Map<string, string>()
  for (const atom of ATOMS) {
    for (const prefix of [undefined, ...PREFIXES]) {
      const factor = prefix === undefined ? { ok: true as const, value: { atom, power: 1 } } : prefixedFactor(prefix, atom)
      if (!factor.ok || atom.symbol === '1') continue
      const one = unitOf([factor.value])
      for (const grammar of ['symbol', 'dsi', 'ucum', 'chinese'] as const) {
        const text = printUnit(one, grammar)
        if (!text.ok) continue
        const read = parseUnit(text.value, { grammar })
        assert.ok(read.ok, `${one.symbol} as ${text.value}`)
        same(read.unit, one, `${one.symbol} as ${text.value}`)
        // 百亩 and 市顷, u and Da may share a size and a code; nothing of another size shares a text.
        const other = taken.get(`${grammar} ${text.value}`)
        if (other !== undefined) same(unit(other), one, `${text.value} is ${other} and ${one.symbol}`)
        taken.set(`${grammar} ${text.value}`, one.symbol)
      }
    }
  }
  assert.ok(taken.size > 5000)
})

test('products are associative and commutative, and a unit over itself is one', () => {
  // Exponents up to 6, so that no product of four passes the limit of 24.
  const ratios = units.filter((one) => one.offset === undefined && one.factors.every(({ power }) => Math.abs(power) <= 6))
  const got = (outcome: ReturnType<typeof multiplyUnits>): Unit => {
    assert.ok(outcome.ok)
    return outcome.value
  }
  fc.assert(fc.property(ratios, ratios, ratios, (a, b, c) => {
    const left = got(multiplyUnits(got(multiplyUnits(a, b)), c))
    const right = got(multiplyUnits(a, got(multiplyUnits(b, c))))
    for (const [x, y] of [[left, right], [got(multiplyUnits(a, b)), got(multiplyUnits(b, a))],
      [got(divideUnits(got(multiplyUnits(a, b)), b)), a]] as const) {
      assert.deepEqual(x.dimension, y.dimension)
      assert.deepEqual([x.scale, x.root, x.pi, x.ln10], [y.scale, y.root, y.pi, y.ln10])
    }
    assert.equal(got(divideUnits(a, a)).symbol, '1')
    const squared = got(powerUnit(a, 2))
    if (a.root === undefined) assert.equal(cmp(squared.scale, mul(a.scale, a.scale)), 0)
  }), { seed, numRuns: 2000 })
})

const linear = ATOMS.filter((atom) => atom.special === undefined)
const byDimension = Map.groupBy(linear.map((atom) => unit(atom.symbol)),
  (one) => `${one.dimension.join()} ${one.kind} ${one.factors[0]?.atom.arbitrary === true ? one.symbol : ''}`)
const families = [...byDimension.values()].filter((members) => members.length > 1)
const numerator = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const denominator = fc.bigInt({ min: 1n, max: 10n ** 9n })

test('there and back is the same value exactly, also through π and ln 10, and two steps are one', () => {
  assert.ok(families.length >= 30)
  const triples = fc.constantFrom(...families).chain((members) => fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(...members))))
  fc.assert(fc.property(triples, numerator, denominator, ([a, b, c], n, d) => {
    assert.ok(a !== undefined && b !== undefined && c !== undefined)
    const value = rational(n, d)
    const there = convert(value, a, b)
    assert.ok(there.ok)
    const back = convert(there.value, b, a)
    assert.ok(back.ok && cmp(back.value, value) === 0, `${a.symbol} to ${b.symbol} and back`)
    const on = convert(there.value, b, c)
    const straight = convert(value, a, c)
    assert.ok(on.ok && straight.ok && cmp(on.value, straight.value) === 0, `${a.symbol}, ${b.symbol}, ${c.symbol}`)
    // Symbolically: the powers of π add up, so that degree to radian to degree has none left.
    const [ab, bc, ac] = [relation(a, b), relation(b, c), relation(a, c)]
    assert.ok(ab.ok && bc.ok && ac.ok && ab.value.form === 'linear' && bc.value.form === 'linear' && ac.value.form === 'linear')
    assert.deepEqual([ab.value.pi + bc.value.pi, ab.value.ln10 + bc.value.ln10], [ac.value.pi, ac.value.ln10])
    assert.equal(cmp(mul(ab.value.factor, bc.value.factor), ac.value.factor), 0)
  }), { seed, numRuns: 4000 })
})

test('a prefix scales a unit by its power of ten or two and nothing else', () => {
  for (const atom of linear.filter((one) => one.prefixed || one.binary)) {
    for (const prefix of PREFIXES) {
      const factor = prefixedFactor(prefix, atom)
      if (!factor.ok) continue
      const [prefixed, plain] = [unitOf([factor.value]), unitOf([{ atom, power: 1 }])]
      assert.equal(cmp(div(prefixed.scale, plain.scale), prefix.scale), 0)
      assert.deepEqual([prefixed.dimension, prefixed.kind, prefixed.pi], [plain.dimension, plain.kind, plain.pi])
    }
  }
  for (const text of ['kmin', 'kd', 'k%', 'kkg', 'mmm', 'dBel', 'Kim', 'kibim', 'μ', 'kha', 'm斤', 'kppm',
    'mpH']) assert.equal(parseUnit(text).ok, false, text)
  for (const [text, size] of [['Qm', 30], ['qm', -30], ['dag', -2], ['μm', -6], ['um', -6], ['µm', -6]] as const) {
    assert.equal(cmp(unit(text).scale, size > 0 ? rational(10n ** BigInt(size), 1n) : rational(1n, 10n ** BigInt(-size))), 0, text)
  }
  assert.equal(cmp(unit('KiB').scale, rational(8192n, 1n)), 0)
  assert.equal(cmp(unit('1').scale, ONE), 0)
})
