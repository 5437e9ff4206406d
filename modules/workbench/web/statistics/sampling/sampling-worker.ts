// Sampling plans beside the page: exact counts of a large lot take their time. Absent: anything that asks a server.
import { design, type Spec } from './design.ts'

addEventListener('message', ({ data }: MessageEvent<Spec>) => {
  postMessage(design(data))
})
