// Prints the release. The hash of the legally relevant part joins it when lib/ is released.
import { readFile } from 'node:fs/promises'

export async function printVersion(): Promise<number> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  console.log(`duheng ${/"version": "([^"]+)"/.exec(text)?.[1] ?? 'unknown'} (node ${process.versions.node})`)
  return 0
}
