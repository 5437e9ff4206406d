// Writes tokens.css from tokens.ts. Run by hand after a change of tokens: `node ui/write-tokens-css.ts`.
import { writeFileSync } from 'node:fs'
import { tokensCss } from './tokens.ts'

writeFileSync(new URL('./tokens.css', import.meta.url), tokensCss())
