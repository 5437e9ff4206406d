// The developers' commands behind npm test, check, bench, campaign and tables.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { monotonic_ms } from '#platform/clock.ts'
import { checkArrows } from './check-arrows.ts'

export async function dev([what = '', ...args]: string[]): Promise<number> {
  switch (what) {
    case 'check': return check()
    case 'test': return (await check()) || (await tests(args))
    case 'tests': return tests(args)
    case 'tables': return (await import('./tables.ts')).writeTables().then(() => 0)
    case 'bench': return named('bench', args[0] ?? 'quick', args.slice(1))
    case 'campaign': return named('scripts/campaigns', args[0] ?? 'help', args.slice(1))
    default:
      console.error('dev test | tests | check | bench [name] | campaign NAME [--seconds N] | tables')
      return 2
  }
}

/** Types, lint, arrows and budgets, side by side. */
async function check(): Promise<number> {
  const from = monotonic_ms()
  const [types, lint] = await Promise.all([
    run('types', 'node_modules/.bin/tsc', ['--noEmit', '-p', '.']),
    run('lint', 'node_modules/.bin/oxlint', ['--quiet']),
  ])
  const arrows = checkArrows()
  for (const line of arrows) console.log(line)
  const ok = types === 0 && lint === 0 && arrows.length === 0
  console.log(`check: types ${types === 0 ? 'ok' : 'FAILED'}, lint ${lint === 0 ? 'ok' : 'FAILED'}, arrows ${arrows.length === 0 ? 'ok' : 'FAILED'} (${((monotonic_ms() - from) / 1000).toFixed(1)} s)`)
  return ok ? 0 : 1
}

/** Every test file, on the embedded database unless TEST_DATABASE_URL says otherwise; browser stories last, one at a time. */
async function tests(args: string[]): Promise<number> {
  const files = args.length > 0 ? args : ['lib/**/*.test.ts', 'platform/**/*.test.ts', 'ui/**/*.test.ts', 'modules/**/*.test.ts', 'apps/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'e2e/**/*.e2e.ts']
  // A process a file: what they all import is compiled once.
  process.env['NODE_COMPILE_CACHE'] ??= resolve('node_modules/.cache/duheng-compile')
  return run('', process.execPath, ['--test', '--test-concurrency=3', '--test-timeout=300000', ...files])
}

async function named(folder: string, name: string, args: string[]): Promise<number> {
  const file = `${folder}/${name}.ts`
  if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
    const names = existsSync(folder) ? readdirSync(folder).filter((f) => /^[a-z-]+\.ts$/.test(f)).map((f) => f.slice(0, -3)) : []
    console.error(`There is no ${name} in ${folder}. There are: ${names.join(', ') || 'none yet'}`)
    return 2
  }
  return run('', process.execPath, [file, ...args])
}

function run(label: string, command: string, args: string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: label === '' ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    let text = ''
    child.stdout?.on('data', (d) => { text += d })
    child.stderr?.on('data', (d) => { text += d })
    child.on('error', (error) => { console.error(String(error)); done(1) })
    child.on('close', (code) => {
      if (label !== '' && code !== 0) console.log(`--- ${label}\n${text.slice(-8000)}`)
      done(code ?? 1)
    })
  })
}
