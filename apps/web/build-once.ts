// One build, in a process of its own: bundling takes half a gigabyte and a few seconds of processor, which the running server must not
// feel. Usage: node apps/web/build-once.ts <folder>
import { join } from 'node:path'
import { build } from 'vite'

const outDir = process.argv[2]
if (outDir === undefined) throw new Error('build-once.ts needs the folder to build into')
await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'error', build: { outDir, emptyOutDir: true } })
