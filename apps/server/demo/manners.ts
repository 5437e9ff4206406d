// People come first: the fill does one request at a time and stands aside while somebody's request is being answered.
import { sleep } from '#platform/clock.ts'

export type Manners = {
  /** Wraps what the listener calls, so that people's requests are counted. */
  watch<A extends readonly unknown[], R>(fetch: (...args: A) => R): (...args: A) => R
  /** Resolves when nobody is being served; at most `LONGEST_MS` later, so that an endless download does not stop the fill. */
  afterYou(): Promise<void>
  /** No more waiting: the process is going down. */
  readonly waiting: number
}

const LONGEST_MS = 1_000
const STEP_MS = 15
/** A person's page is several requests, one after another. */
const QUIET_MS = 60

export function openManners(now_ms: () => number): Manners {
  let served = 0
  let last_ms = -Infinity
  return {
    get waiting() { return served },
    watch: (fetch) => (...args) => {
      served++
      const answer = fetch(...args)
      const over = () => { served--; last_ms = now_ms() }
      void Promise.resolve(answer).then(over, over)
      return answer
    },
    afterYou: async () => {
      const from_ms = now_ms()
      do await sleep(served > 0 || now_ms() - last_ms < QUIET_MS ? STEP_MS : 0)
      while ((served > 0 || now_ms() - last_ms < QUIET_MS) && now_ms() - from_ms < LONGEST_MS)
    },
  }
}
