// Units: a double through a kept converter, an exact conversion, reading and printing units in every notation. npm run bench -- quantity
// Pure functions in this process; each line is the best of five rounds, because other work on the machine only ever adds time.
import { exactly } from '@duheng/quantity/decimal.ts'
import { converter } from '@duheng/quantity/converter.ts'
import { convertText } from '@duheng/quantity/convert-text.ts'
import { convert, parseUnit, printUnit, unit } from '@duheng/quantity/unit.ts'
import { monotonic_ms } from '#platform/clock.ts'

type Line = { bench: string; ours: number; unit: string; gate?: number }
function print({ bench, ours, unit: inUnit, gate }: Line): void {
  console.log(JSON.stringify({ bench, ours: Number(ours.toPrecision(4)), unit: inUnit, peer: null, peerValue: null, ratio: null, gate,
    pass: gate === undefined ? undefined : ours <= gate }))
}

let kept = 0
/** Nanoseconds a call: the best of five rounds of n calls. What the work returns is summed, so that it cannot be left out. */
function nanoseconds(n: number, work: (i: number) => number): number {
  let best = Infinity
  for (let round = 0; round < 5; round++) {
    const from = monotonic_ms()
    for (let i = 0; i < n; i++) kept += work(i)
    best = Math.min(best, ((monotonic_ms() - from) * 1e6) / n)
  }
  return best
}

function found(from: string, to: string): (value: number) => number {
  const made = converter(from, to)
  if (!made.ok) throw new Error(made.reason)
  return made.value
}

for (const [from, to] of [['°F', '°C'], ['m³/h', 'L/min'], ['°', 'rad'], ['dBm', 'W']] as const) {
  const held = found(from, to)
  print({ bench: `quantity, double ${from} to ${to}, converter held`, ours: nanoseconds(2_000_000, (i) => held(i * 0.1)), unit: 'ns',
    gate: 1000 })
}
print({ bench: 'quantity, double °F to °C, converter looked up by text each time', ours: nanoseconds(500_000, (i) => found('°F', '°C')(i)),
  unit: 'ns', gate: 1000 })

const [fahrenheit, celsius] = [unit('°F'), unit('°C')]
const values = Array.from({ length: 1000 }, (_, i) => exactly(`${i}.25`))
const exact = nanoseconds(50_000, (i) => Number(convert(values[i % 1000] ?? exactly('1'), fahrenheit, celsius).ok))
print({ bench: 'quantity, exact conversion °F to °C', ours: exact / 1000, unit: 'µs' })

// 1500 different units, more than are kept, so that each is read anew.
const texts = ['m', 'kg', 's', 'A', 'K'].flatMap((a) => ['Pa', 'J', 'W', 'V', 'L', 'mol'].flatMap((b) => (
  Array.from({ length: 50 },
    (_, k) => ({ symbol: `${a}·${b}/cm^${1 + (k % 9)}·s^${1 + Math.floor(k / 9)}`.replace('/cm^', '/(cm^').concat(')'), at: k })))))
const units = texts.map(({ symbol }) => unit(symbol))
print({ bench: 'quantity, unit read from symbols, not kept', ours: nanoseconds(30_000,
  (i) => Number(parseUnit(texts[i % 1500]?.symbol ?? '').ok)) / 1000, unit: 'µs' })
for (const grammar of ['dsi', 'ucum', 'chinese'] as const) {
  const printed = units.map((one) => printUnit(one, grammar)).flatMap((text) => (text.ok ? [text.value] : []))
  const read = nanoseconds(30_000, (i) => Number(parseUnit(printed[i % printed.length] ?? '', { grammar }).ok))
  const written = nanoseconds(30_000, (i) => Number(printUnit(units[i % 1500] ?? celsius, grammar).ok))
  print({ bench: `quantity, unit read from ${grammar}, not kept`, ours: read / 1000, unit: 'µs' })
  print({ bench: `quantity, unit written in ${grammar}`, ours: written / 1000, unit: 'µs' })
}
print({ bench: 'quantity, one line of text answered',
  ours: nanoseconds(20_000, (i) => Number(convertText(`${i} [degRe] -> Cel`).ok)) / 1000, unit: 'µs' })
if (!Number.isFinite(kept)) process.exitCode = 1
