// Fills the columns of a chunk of trials from what `draws.ts` lists. Holds buffers, so one filler belongs to one thread.

import type { Draw } from './draws.ts'
import { samplerOf } from './sampler.ts'
import { gammaDrawer } from './skewed.ts'
import { CHUNK_TRIALS, Stream } from './stream.ts'
import { transportOf } from './transport.ts'
import { fillBell, zigguratOf } from './ziggurat.ts'

/** `columns[i]` belongs to input i of the model; inputs that are one quantity have one column, unused ones none. */
export type Filler = {
  readonly columns: readonly (Float64Array | undefined)[]
  readonly start: (seed: number, block: number) => void
  readonly fill: (n: number) => void
}

type Part = { readonly start: (seed: number, block: number) => void; readonly fill: (n: number) => void }

export function fillerOf(draws: readonly Draw[], inputCount: number): Filler {
  const columns: (Float64Array | undefined)[] = Array.from({ length: inputCount })
  const columnFor = (inputs: readonly number[]) => {
    const column = new Float64Array(CHUNK_TRIALS)
    for (const i of inputs) columns[i] = column
    return column
  }
  const parts = draws.map((draw): Part => (draw.type === 'alone' ? alone(draw, columnFor) : together(draw, columnFor)))
  return {
    columns,
    start: (seed, block) => { for (const part of parts) part.start(seed, block) },
    fill: (n) => { for (const part of parts) part.fill(n) },
  }
}

function alone(draw: Extract<Draw, { type: 'alone' }>, columnFor: (inputs: readonly number[]) => Float64Array): Part {
  const stream = new Stream()
  const sampler = samplerOf(draw.law)
  const column = columnFor(draw.inputs)
  return {
    start: (seed, block) => stream.start(seed, block, draw.stream),
    fill: (n) => sampler(stream, column, n),
  }
}

function together(draw: Extract<Draw, { type: 'together' }>, columnFor: (inputs: readonly number[]) => Float64Array): Part {
  const { members, factor, dof } = draw
  const bell = zigguratOf(Infinity)
  const streams = members.map(() => new Stream())
  const columns = members.map(({ inputs }) => columnFor(inputs))
  const transports = members.map(({ law }) => transportOf(law, dof))
  const mixing = dof === Infinity ? undefined : mixingOf(dof)
  return {
    start: (seed, block) => {
      for (const [k, stream] of streams.entries()) stream.start(seed, block, draw.stream + k)
      mixing?.stream.start(seed, block, draw.stream + members.length)
    },
    fill: (n) => {
      for (const [k, column] of columns.entries()) {
        const stream = streams[k]
        if (stream !== undefined) fillBell(bell, stream, 0, 1, column, n)
      }
      correlate(factor, columns, n)
      mixing?.divide(columns, n)
      for (const [k, column] of columns.entries()) transports[k]?.(column, n)
    },
  }
}

/** columns[i] becomes Σ factor[i, j]·columns[j] over j ≤ i, the last first, so that every sum reads what was drawn. */
function correlate(factor: Float64Array, columns: readonly Float64Array[], n: number): void {
  const size = columns.length
  for (let i = size - 1; i >= 0; i--) {
    const target = columns[i]
    if (target === undefined) continue
    scale(target, factor[i * size + i] ?? 0, n)
    for (let j = 0; j < i; j++) {
      const weight = factor[i * size + j] ?? 0
      const source = columns[j]
      if (weight !== 0 && source !== undefined) addWeighted(target, source, weight, n)
    }
  }
}

function scale(column: Float64Array, by: number, n: number): void {
  for (let i = 0; i < n; i++) column[i] = (column[i] ?? 0) * by
}

function addWeighted(target: Float64Array, source: Float64Array, weight: number, n: number): void {
  for (let i = 0; i < n; i++) target[i] = (target[i] ?? 0) + weight * (source[i] ?? 0)
}

/** One √(χ²/ν) a trial, which divides all scores of the trial: they become Student's t together (JCGM 102:2011, 5.3.2.4). */
function mixingOf(dof: number): { readonly stream: Stream; readonly divide: (columns: readonly Float64Array[], n: number) => void } {
  const stream = new Stream()
  const draw = gammaDrawer(dof / 2)
  const factors = new Float64Array(CHUNK_TRIALS)
  return {
    stream,
    divide: (columns, n) => {
      for (let i = 0; i < n; i++) factors[i] = Math.sqrt(dof / (2 * draw(stream)))
      for (const column of columns) for (let i = 0; i < n; i++) column[i] = (column[i] ?? 0) * (factors[i] ?? 0)
    },
  }
}
