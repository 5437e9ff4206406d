// The process in which certificates are set: one job after the other, fonts and compiler loaded once. A process and not a thread, because
// native code in a thread can neither be killed when it takes too long nor be kept from taking the server down with it.
// Absent: network, database, keys. Started by renderer.ts; ends when its parent does.

import { rmSync } from 'node:fs'
import { createTypesetter } from './typeset.ts'
import type { RenderJob, RenderReply } from './render-message.ts'

/** Above this resident size the process answers and ends; the next job gets a fresh one. */
const retireAbove_bytes = 700 * 1024 * 1024

const [, , workspace] = process.argv
if (workspace === undefined || process.send === undefined) throw new Error('render-worker is started by renderer.ts')

const workspaceFolder = workspace
const typeset = createTypesetter(workspaceFolder)

process.on('message', (job: RenderJob) => {
  const rendered = typeset(job.record, job.xml, job.mark)
  const isRetiring = process.memoryUsage.rss() > retireAbove_bytes
  const reply: RenderReply = { id: job.id, rendered, isRetiring }
  process.send?.(reply, () => {
    if (isRetiring) end()
  })
})
process.on('disconnect', end)

function end(): void {
  rmSync(workspaceFolder, { recursive: true, force: true })
  process.exit(0)
}
