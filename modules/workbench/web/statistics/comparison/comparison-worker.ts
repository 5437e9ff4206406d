// The slow part of a comparison beside the page, so that typing never waits. Absent: anything that asks a server.
import type { Reported } from '@duheng/statistics/laboratory.ts'
import { slowly } from './compare.ts'

export type Asked = { readonly results: readonly Reported[]; readonly alpha: number }

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  postMessage(slowly(data.results, data.alpha))
})
