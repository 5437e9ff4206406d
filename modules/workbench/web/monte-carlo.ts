// Monte Carlo beside the page: workers that stay, a run that begins anew a moment after typing stops, results that stream. Opened with the
// page, so that it goes on without a network.
import { useEffect, useReducer, useState } from 'react'
import type { Pool } from '@duheng/uncertainty/monte-carlo/pool.ts'
import type { MonteCarloResult } from '@duheng/uncertainty/monte-carlo/result.ts'
import { openPool } from '@duheng/uncertainty/monte-carlo/run-web.ts'
import { runOn } from '@duheng/uncertainty/monte-carlo/run.ts'
import type { Answer } from '../evaluate.ts'
import type { Pair } from '../pair.ts'
import { samplingKey, samplingOf, type Sampling, type SamplingRead } from '../sampling.ts'
import type { StudyBody } from '../study-body.ts'

export type Run =
  | { readonly state: 'none' }
  | { readonly state: 'refused'; readonly words: Pair }
  /** `result` is of the trials so far, or of the run before while the new one has none. */
  | { readonly state: 'running' | 'stopped' | 'done'; readonly result: MonteCarloResult | undefined; readonly wanted: number; readonly p: number; readonly seconds?: number }

let pool: Pool | undefined
const MOST_WORKERS = 4
const workers = (): Pool => (pool ??= openPool(Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency - 1))))

const SETTLED_MS = 220
/** Pictures redraw at most so often; seldom where motion is unwelcome. */
const stepOf_ms = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 500 : 80)

export type MonteCarlo = { readonly run: Run; readonly stop: () => void; readonly again: () => void }

export function useMonteCarlo(body: StudyBody, answer: Answer | undefined): MonteCarlo {
  const [run, setRun] = useState<Run>({ state: 'none' })
  const [turn, again] = useReducer((n: number) => n + 1, 0)
  const [halt, setHalt] = useState<AbortController>()
  // The answer is a new object at every letter; what matters to a run is in the key.
  const key = answer === undefined ? '' : samplingKey(body)
  const [asked, setAsked] = useState<Asked>({ key: '', read: undefined })
  if (asked.key !== key) setAsked({ key, read: answer && samplingOf(body, answer) })
  useEffect(() => { workers() }, [])
  useEffect(() => {
    if (asked.read?.ok !== true) return
    const { sampling } = asked.read
    const stopper = new AbortController()
    const timer = setTimeout(() => {
      setHalt(stopper)
      setRun((old) => ({ state: 'running', result: 'result' in old ? old.result : undefined, wanted: sampling.trials, p: sampling.p }))
      void start(sampling, stopper.signal, (next) => {
        if (next.state === 'done' && next.result !== undefined) lastRun = { key: asked.key, result: next.result }
        setRun(next)
      })
    }, SETTLED_MS)
    return () => {
      clearTimeout(timer)
      stopper.abort()
    }
  }, [asked, turn])
  const stop = () => {
    halt?.abort()
    setRun((old) => (old.state === 'running' ? { ...old, state: 'stopped' } : old))
  }
  const shown: Run = asked.read === undefined ? { state: 'none' } : asked.read.ok ? run : { state: 'refused', words: asked.read.words }
  return { run: shown, stop, again }
}
type Asked = { readonly key: string; readonly read: SamplingRead | undefined }

async function start(sampling: Sampling, signal: AbortSignal, show: (run: Run) => void): Promise<void> {
  const { task, trials, seed, p, values } = sampling
  const from = performance.now()
  let shown = 0
  const onProgress = (result: MonteCarloResult) => {
    if (signal.aborted || performance.now() - shown < stepOf_ms()) return
    shown = performance.now()
    show({ state: 'running', result, wanted: trials, p })
  }
  try {
    const answer = await runOn(workers(), task, { trials, seed, probabilities: [p], bins: 96, values, signal, onProgress })
    if (signal.aborted) return
    if (answer.ok) show({ state: 'done', result: answer, wanted: trials, p, seconds: (performance.now() - from) / 1000 })
    else show({ state: 'refused', words: [answer.zh ?? answer.message, answer.message] })
  } catch (error) {
    // A worker that failed is our own bug; it is said, and the next run gets new workers.
    pool = undefined
    const message = error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error)
    if (!signal.aborted) show({ state: 'refused', words: [`后台计算中断：${message}`, `The background calculation broke: ${message}`] })
  }
}

let lastRun: { readonly key: string; readonly result: MonteCarloResult } | undefined

/** The finished run of exactly this study, for its files; undefined where there is none yet. */
export function lastSampled(body: StudyBody, answer: Answer): MonteCarloResult['outputs'][number] | undefined {
  return lastRun?.key === samplingKey(body) ? lastRun.result.outputs[answer.at] : undefined
}
