// Monte Carlo in a browser, on web workers. A content security policy needs no more than worker-src 'self': nothing is generated.

import { poolOf, type Pool, type Port } from './pool.ts'
import type { Reply } from './protocol.ts'

/** Workers that stay; pages keep one pool and use it with runOn and runAdaptiveOn of run.ts. `workers` is best one less than the cores. */
export function openPool(workers: number): Pool {
  return poolOf(Array.from({ length: Math.max(1, Math.floor(workers)) }, openPort))
}

function openPort(): Port {
  const worker = new Worker(new URL('./worker-web.ts', import.meta.url), { type: 'module' })
  let onReply: (reply: Reply) => void = () => {}
  const open = new Set<number>()
  worker.addEventListener('message', (event: MessageEvent<Reply>) => onReply(event.data))
  worker.addEventListener('error', (event) => { for (const run of open) onReply({ type: 'failed', run, message: event.message }) })
  return {
    post: (request) => {
      if (request.type === 'open') open.add(request.run)
      if (request.type === 'close') open.delete(request.run)
      worker.postMessage(request)
    },
    listen: (listener) => { onReply = listener },
    close: async () => { worker.terminate() },
  }
}
