// Prints the release. The hash of the legally relevant part joins it when lib/ is released.
import { releaseVersion } from '#apps/server/release-version.ts'

export async function printVersion(): Promise<number> {
  console.log(`duheng ${releaseVersion} (node ${process.versions.node})`)
  return 0
}
