// Slow work beside the page: one question at a time, the newest that waits is asked next, so that dragging and typing never queue up.
import { useEffect, useState } from 'react'

export type Desk<Asked, Answered> = { readonly ask: (asked: Asked, key: string, tell: (answered: Answered, key: string) => void) => void; readonly open: () => void }

type Waiting<Asked, Answered> = { readonly asked: Asked; readonly key: string; readonly tell: (answered: Answered, key: string) => void }

/** `make` opens the worker; it is opened with the page and stays, so that it goes on without a network. */
export function deskOf<Asked, Answered>(make: () => Worker): Desk<Asked, Answered> {
  let worker: Worker | undefined
  let busy: Waiting<Asked, Answered> | undefined
  let next: Waiting<Asked, Answered> | undefined
  const begin = (waiting: Waiting<Asked, Answered>) => {
    busy = waiting
    open().postMessage(waiting.asked)
  }
  const open = (): Worker => {
    if (worker) return worker
    worker = make()
    worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      const done = busy
      busy = undefined
      if (next) begin(next)
      next = undefined
      done?.tell(data, done.key)
    })
    // A worker that could not be loaded or broke answers nothing; the next question may still be answered.
    worker.addEventListener('error', () => {
      busy = undefined
      if (next) begin(next)
      next = undefined
    })
    return worker
  }
  return {
    open: () => { open() },
    ask: (asked, key, tell) => {
      if (busy) next = { asked, key, tell }
      else begin({ asked, key, tell })
    },
  }
}

/** The answer to `asked`, undefined while it is computed; `key` says when two questions are the same. `last` is the newest answer to any. */
export function useDesk<Asked, Answered>(desk: Desk<Asked, Answered>, asked: Asked | undefined, key: string, rest_ms: number): { readonly now: Answered | undefined; readonly last: Answered | undefined } {
  const [answered, setAnswered] = useState<{ readonly key: string; readonly value: Answered }>()
  useEffect(() => { desk.open() }, [desk])
  useEffect(() => {
    if (asked === undefined) return
    const timer = setTimeout(() => desk.ask(asked, key, (value, of) => setAnswered({ key: of, value })), rest_ms)
    return () => clearTimeout(timer)
    // What is asked is a new object at every letter; what matters of it is in the key.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [desk, key, rest_ms])
  return { now: asked !== undefined && answered?.key === key ? answered.value : undefined, last: answered?.value }
}
