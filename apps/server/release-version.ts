// The release number, from package.json.
import { readFileSync } from 'node:fs'

export const releaseVersion = /"version": "([^"]+)"/.exec(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))?.[1] ?? '0.0.0'
