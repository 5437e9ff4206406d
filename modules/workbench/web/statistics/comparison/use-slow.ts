// Asks the worker once typing rests; an answer that was overtaken is dropped. The worker is opened with the page and stays, so that it goes
// on without a network.
import { useEffect, useState } from 'react'
import type { Answered, Asked } from './comparison-worker.ts'
import type { Read, Slow } from './compare.ts'

const REST_MS = 150
const LEAST = 2
let worker: Worker | undefined
let turns = 0
const opened = (): Worker => (worker ??= new Worker(new URL('./comparison-worker.ts', import.meta.url), { type: 'module' }))

/** Undefined while it is computed, and where there is nothing to compute. */
export function useSlow({ laboratories, alpha }: Read): Slow | undefined {
  const [answered, setAnswered] = useState<{ readonly key: string; readonly slow: Slow }>()
  const key = JSON.stringify([laboratories.map(({ lab, x, u, dof }) => [lab, x, u, dof]), alpha])
  useEffect(() => { opened() }, [])
  useEffect(() => {
    if (laboratories.length < LEAST || !(alpha > 0 && alpha < 1) || laboratories.some(({ u }) => Number.isNaN(u))) return
    const turn = ++turns
    const take = ({ data }: MessageEvent<Answered>) => { if (data.turn === turn) setAnswered({ key, slow: data.slow }) }
    opened().addEventListener('message', take)
    const asked: Asked = { turn, results: laboratories, alpha }
    const timer = setTimeout(() => opened().postMessage(asked), REST_MS)
    return () => {
      clearTimeout(timer)
      opened().removeEventListener('message', take)
    }
    // The laboratories are a new array at every letter; what matters of them is in the key.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key])
  return answered?.key === key ? answered.slow : undefined
}
