// Points between two steps where a test may kill the process, to prove that whatever was half done is either absent or completed
// after a restart. Nothing happens unless CRASH_AT names the point; CRASH_POINTS names a file to which passed points are written.
import { appendFileSync } from 'node:fs'

const at = process.env['CRASH_AT']
const listTo = process.env['CRASH_POINTS']

/** Passes on, or ends this process as a power cut would: no handler, no flush. */
export const crashPoint: (name: string) => void = at === undefined && listTo === undefined ? () => {} : (name) => {
  if (listTo !== undefined) appendFileSync(listTo, `${name}\n`)
  if (name === at) process.kill(process.pid, 'SIGKILL')
}
