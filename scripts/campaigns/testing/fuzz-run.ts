// Spoils samples and invents others, feeds them to one reader, and shrinks what breaks it to the shortest that does.
import fc from 'fast-check'
import { monotonic_ms } from '#platform/clock.ts'
import type { FuzzTarget } from './fuzz-targets.ts'

/** One reading may not take longer: what is read is bounded, so is the work. */
const READING_MAX_MS = 3_000

type Slip = { at: number; cut: number; put: Uint8Array; copy: boolean }

function spoiled(sample: Uint8Array, slips: readonly Slip[]): Uint8Array {
  let out = Buffer.from(sample)
  for (const { at, cut, put, copy } of slips) {
    const from = Math.floor(at * (out.length + 1))
    const piece = copy ? Buffer.concat([out.subarray(from, from + cut), out.subarray(from, from + cut)]) : put
    out = Buffer.concat([out.subarray(0, from), piece, out.subarray(from + cut)])
  }
  return new Uint8Array(out)
}

function inputs(target: FuzzTarget): fc.Arbitrary<Uint8Array> {
  const token = fc.constantFrom(...target.tokens).map((t) => new TextEncoder().encode(t))
  const slip: fc.Arbitrary<Slip> = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.oneof(fc.nat(4), fc.nat(200)), copy: fc.boolean(), put: fc.oneof(token, fc.uint8Array({ maxLength: 8 }), fc.constant(new Uint8Array())),
  })
  const fromSample = fc.tuple(fc.constantFrom(...target.samples), fc.array(slip, { minLength: 1, maxLength: 6 })).map(([sample, slips]) => spoiled(sample, slips))
  const ofTokens = fc.array(fc.oneof(token, fc.string({ maxLength: 6 }).map((t) => new TextEncoder().encode(t))), { maxLength: 40 }).map((parts) => new Uint8Array(Buffer.concat(parts)))
  return fc.oneof({ weight: 6, arbitrary: fromSample }, { weight: 2, arbitrary: ofTokens }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) })
}

export type FuzzResult = { name: string; runs: number; failure: string | undefined }

export async function fuzz(target: FuzzTarget, options: { seconds: number; seed: number }): Promise<FuzzResult> {
  const before = Object.getOwnPropertyNames(Object.prototype).length
  const property = fc.asyncProperty(inputs(target), async (bytes) => {
    const from = monotonic_ms()
    await target.read(bytes)
    const ms = monotonic_ms() - from
    if (ms > READING_MAX_MS) throw new Error(`reading took ${Math.round(ms)} ms`)
    if (Object.getOwnPropertyNames(Object.prototype).length !== before) throw new Error('the prototype of every object was changed')
  })
  const done = await fc.check(property, { seed: options.seed, numRuns: 10_000_000, interruptAfterTimeLimit: options.seconds * 1_000, markInterruptAsFailure: false })
  const input = done.counterexample?.[0]
  const cause = done.errorInstance instanceof Error ? done.errorInstance.message : String(done.errorInstance)
  return { name: target.name, runs: done.numRuns, failure: done.failed ? `${cause}\n  input ${JSON.stringify(Buffer.from(input ?? []).toString('latin1').slice(0, 400))}, path ${done.counterexamplePath}` : undefined }
}
