// The slow part of a comparison beside the page, so that typing never waits. Absent: anything that asks a server.
import type { Reported } from '@duheng/statistics/laboratory.ts'
import { slowly, type Slow } from './compare.ts'

export type Asked = { readonly turn: number; readonly results: readonly Reported[]; readonly alpha: number }
export type Answered = { readonly turn: number; readonly slow: Slow }

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const answered: Answered = { turn: data.turn, slow: slowly(data.results, data.alpha) }
  postMessage(answered)
})
