// What a verifier would read off an instrument: from its true errors to the decimal texts a person types. Pure: the same instrument on
// the same visit always reads the same. Errors grow with the time since the last adjustment; a faulty one fails for a stated cause.
import { planOf } from '@duheng/procedures/plan.ts'
import type { PlannedPoint } from '@duheng/procedures/plan.ts'
import type { Procedure } from '@duheng/procedures/read.ts'
import { randomOf } from './random.ts'
import type { Random } from './random.ts'

export const faults = ['gain', 'corner', 'seal', 'hysteresis', 'delivery', 'repeatability'] as const
export type Fault = (typeof faults)[number]

/** An instrument at one visit. `wear` is the share of the permissible error its true error has used up, with its sign. */
export type Visit = { seed: string; wear: number; fault?: Fault }

/** Cell → text, for every required cell of the plan. */
export function readingsOf(procedure: Procedure, parameters: Readonly<Record<string, string>>, visit: Visit): ReadonlyMap<string, string> {
  const random = randomOf(visit.seed, 'readings')
  const plan = planOf(procedure, parameters)
  if (plan.problems.length > 0) throw new Error(`the demonstration plans an instrument ${procedure.file.document} does not cover: ${plan.problems[0]?.en}`)
  const instrument = new Map(plan.parameters.map((p) => [p.name, Number(p.text) * (p.unit === 'kg' ? 1000 : 1)])) // loads are in grams
  const number = (name: string) => instrument.get(name) ?? 0
  const found = new Map<string, string>()
  const write = (point: PlannedPoint, name: string, text: string, repetition?: number) => {
    const cell = point.cells.find((c) => c.name === name && c.repetition === repetition)
    if (cell) found.set(cell.id, text)
  }
  const simulate = simulators.get(procedure.file.document)
  if (!simulate) throw new Error(`no readings are simulated for ${procedure.file.document}`)
  for (const step of plan.steps) {
    for (const point of step.points) {
      if (step.kind === 'visual') for (const cell of point.cells) found.set(cell.id, visit.fault === 'seal' && /seal|parts/.test(cell.id) ? 'fail' : 'pass')
      else if (step.kind === 'conditions') for (const cell of point.cells) found.set(cell.id, cell.name.startsWith('t') ? (19 + 3 * random.next()).toFixed(1) : String(random.int(48, 66)))
      else simulate({ step: step.id, point, repeats: step.repeats, random, visit, number, write })
    }
  }
  return found
}

type Measuring = {
  step: string; point: PlannedPoint; repeats: number; random: Random; visit: Visit
  number: (name: string) => number
  write: (point: PlannedPoint, name: string, text: string, repetition?: number) => void
}
const loadOf = (point: PlannedPoint, name: string) => Number(point.values.find((v) => v.name === name)?.text ?? '0')
const simulators: ReadonlyMap<string, (m: Measuring) => void> = new Map([['JJG 539', scale], ['JJG 52', gauge], ['JJG 443', dispenser]])

/** Weights are added in tenths of e until the indication flickers to the next interval: P = I + e/2 − ΔL. */
function scale({ step, point, repeats, random, visit, number, write }: Measuring): void {
  const e = number('e')
  const wholes = Number.isInteger(e) ? 0 : 1
  const tenth = (value: number) => Math.round((value * 10) / e) * (e / 10)
  const flicker = (load: number, error: number) => {
    const before = load + tenth(error)
    const indication = Math.floor(before / e + 0.5) * e
    return { I: indication.toFixed(wholes), dL: (indication + e / 2 - before).toFixed(2) }
  }
  const mpe = (load: number) => e * (load <= 500 * e ? 0.5 : load <= 2000 * e ? 1 : 1.5)
  const max = number('Max')
  const gain = visit.fault === 'gain' ? 2.1 * mpe(max) * Math.sign(visit.wear || 1) : visit.wear * mpe(max) * 0.8
  const error = (load: number) => (gain * load) / max + 0.06 * e * random.normal()
  const load = loadOf(point, 'L')
  if (step === 'zero' || step === 'tare') {
    const { I, dL } = flicker(step === 'zero' ? 10 * e : 0, 0.05 * e * random.normal())
    write(point, 'L0', step === 'zero' ? (10 * e).toFixed(wholes) : '0')
    write(point, 'I', I)
    write(point, 'dL', dL)
  } else if (step === 'corner') {
    const bent = visit.fault === 'corner' && point.id === 'back-left' ? 2.4 * mpe(load) : 0
    const { I, dL } = flicker(load, error(load) + bent)
    write(point, 'I', I)
    write(point, 'dL', dL)
  } else if (step === 'weighing') {
    const [up, down] = [flicker(load, error(load)), flicker(load, error(load))]
    write(point, 'I_up', up.I)
    write(point, 'dL_up', up.dL)
    write(point, 'I_down', down.I)
    write(point, 'dL_down', down.dL)
  } else if (step === 'net' || step === 'repeatability') {
    for (let n = 1; n <= repeats; n++) {
      const jump = visit.fault === 'repeatability' && n === 2 ? 2.2 * mpe(load) : 0
      const { I, dL } = flicker(load, error(load) + jump)
      write(point, 'I', I, repeats > 1 ? n : undefined)
      write(point, 'dL', dL, repeats > 1 ? n : undefined)
    }
  } else if (step === 'discrimination') {
    write(point, 'I1', load.toFixed(wholes))
    write(point, 'I2', (load + e).toFixed(wholes))
  } else if (step === 'price') priceOf(point, random, write)
}

/** The displayed price is mass times unit price to the fen, a half rounded up (exact in thousandths of a fen). */
function priceOf(point: PlannedPoint, random: Random, write: Measuring['write']): void {
  const mass_g = random.int(200, 4999)
  const price_fen = random.int(198, 4580)
  const amount_fen = Math.floor((mass_g * price_fen + 500) / 1000)
  write(point, 'm', (mass_g / 1000).toFixed(3))
  write(point, 'p', (price_fen / 100).toFixed(2))
  write(point, 'a', (amount_fen / 100).toFixed(2))
}

/** A pointer is read to a fifth of a division. */
function gauge({ step, point, random, visit, number, write }: Measuring): void {
  const division = number('division')
  const decimals = Math.max(2, Math.ceil(-Math.log10(division / 5)))
  const read = (value: number) => ((Math.round((value * 5) / division) * division) / 5).toFixed(decimals)
  const limit = number('span') * 0.016
  if (step === 'zero') {
    write(point, 'before', read(0))
    write(point, 'after', read(random.chance(0.2) ? division / 5 : 0))
    return
  }
  const p = loadOf(point, 'p')
  const gain = visit.fault === 'gain' ? 2.2 * Math.sign(visit.wear || 1) : visit.wear * 0.7
  const up = p + gain * limit * (p / number('upper')) + 0.08 * limit * random.normal()
  const lag = visit.fault === 'hysteresis' ? 1.9 * limit : 0.15 * limit
  write(point, 'up_before', read(up - 0.05 * limit))
  write(point, 'up', read(up))
  write(point, 'down_before', read(up + lag))
  write(point, 'down', read(up + lag))
}

/** Three fillings of the standard measure at each flow rate; petrol in the measure hardly differs in temperature. */
function dispenser({ step, point, repeats, random, visit, number, write }: Measuring): void {
  const nominal = number('V_nominal')
  if (step === 'flow' || step === 'least') {
    const percent = visit.fault === 'delivery' ? -0.52 : visit.wear * 0.2
    write(point, 'q', (number('Qmax') * (point.id === 'q1' ? 0.9 : 0.25)).toFixed(1))
    const t = 17 + 5 * random.next()
    for (let n = 1; n <= repeats; n++) {
      const shake = visit.fault === 'repeatability' && n === 3 ? 0.2 : 0.018 * random.normal()
      const shown = Math.round((nominal + 0.05 * random.next()) * 100) / 100
      write(point, 'V_J', shown.toFixed(2), n)
      write(point, 'V_B', (shown / (1 + (percent + shake) / 100)).toFixed(3), n)
      write(point, 't_J', t.toFixed(1), n)
      write(point, 't_B', t.toFixed(1), n)
    }
  } else if (step === 'payment') {
    const price_fen = random.int(712, 798)
    const volume_cL = random.int(1000, 4500)
    write(point, 'P_u', (price_fen / 100).toFixed(2))
    write(point, 'V', (volume_cL / 100).toFixed(2))
    write(point, 'P_t', (Math.floor((price_fen * volume_cL + 50) / 100) / 100).toFixed(2))
  }
}
