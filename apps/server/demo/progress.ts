// How far the demonstration is, kept in one file beside the certificates, so that a restart goes on and a finished city is not built twice.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Kept = z.strictObject({
  format: z.literal('duheng-demo/1'), seed: z.string(), from: z.iso.date(), until: z.iso.date(), share: z.number(),
  /** Events performed of each part. */
  core: z.number().int(), history: z.number().int(), done: z.boolean(),
})
export type Kept = z.infer<typeof Kept>

const fileIn = (filesDir: string) => join(filesDir, 'demo.json')

/** What was kept, or undefined at the first start. A damaged file is our own bug or another program's: it stops the start. */
export function readKept(filesDir: string): Kept | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(fileIn(filesDir), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export function keep(filesDir: string, kept: Kept): void {
  const part = `${fileIn(filesDir)}.part`
  writeFileSync(part, JSON.stringify(kept))
  renameSync(part, fileIn(filesDir))
}
