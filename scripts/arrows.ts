// Reads every import of the house and holds it against modules/modules.ts: upward imports, circles, barrels, imports of another
// module's inside, other modules' tables in SQL, over-budget files and functions, clocks outside their one place. Pure over file texts.
import { posix } from 'node:path'
import { modules } from '#modules/modules.ts'

export type SourceFile = { path: string; text: string }
export type Finding = { path: string; line: number; rule: string; what: string }

const FILE_LINES_MAX = 400
const FUNCTION_LINES_MAX = 70
const COMPONENT_LINES_MAX = 150

type Import = { from: string; line: number; typeOnly: boolean }

export function importsOf(text: string): Import[] {
  const found: Import[] = []
  const pattern = /^(?:import|export)\s+(type\s+)?[^'"\n;]*?(?:\n[^'"\n;]*?)*?from\s+'([^'\n]+)'|^import\s+'([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm
  for (const m of text.matchAll(pattern)) {
    found.push({ from: m[2] ?? m[3] ?? m[4] ?? '', line: lineAt(text, m.index), typeOnly: m[1] !== undefined })
  }
  return found
}
const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length

/** Path from the root that an import means, or undefined for a package from the registry. */
export function resolve(from: string, importer: string): string | undefined {
  if (from.startsWith('.')) return posix.normalize(posix.join(posix.dirname(importer), from))
  if (from.startsWith('#')) return from.slice(1)
  return from.startsWith('@duheng/') ? `lib/${from.slice('@duheng/'.length)}` : undefined
}

type Place = { floor: number; room: string; module?: string; lib?: string }
function place(path: string): Place {
  const [top = '', second = ''] = path.split('/')
  const index = modules.findIndex((m) => m.name === second)
  switch (top) {
    case 'lib': return { floor: 0, room: `lib/${second}`, lib: second }
    case 'platform': return { floor: 1, room: 'platform' }
    case 'ui': return { floor: 1, room: 'ui' }
    case 'modules': return path === 'modules/modules.ts' ? { floor: 1, room: 'modules' } : { floor: 2 + index, room: `modules/${second}`, module: second }
    default: return { floor: 100, room: top }
  }
}

const isTest = (path: string) => /\.(test|e2e)\.tsx?$/.test(path) || path.startsWith('e2e/') || path.includes('/testing')
/** Which lib may lean on which: from the numbers up to the documents. */
const LIB_ORDER = ['quantity', 'calendar', 'tlog', 'uncertainty', 'signing', 'decisions', 'rules', 'statistics', 'procedures', 'dcc']

function arrowProblem(importer: string, target: string, typeOnly: boolean): string | undefined {
  const a = place(importer)
  const b = place(target)
  if (a.lib !== undefined) {
    if (b.lib === undefined) return 'lib imports nothing above itself'
    if (b.lib !== a.lib && LIB_ORDER.indexOf(b.lib) >= LIB_ORDER.indexOf(a.lib)) return `lib/${a.lib} may not lean on lib/${b.lib}`
    return undefined
  }
  if (b.floor > a.floor) return `${a.room} may not import ${b.room} above it`
  if (a.room === 'platform' && b.room === 'ui') return 'platform knows no interface'
  if (a.room === 'ui' && b.room === 'platform' && !typeOnly) return 'ui imports only types of the platform'
  if (a.module !== undefined && b.module !== undefined && a.module !== b.module) return crossModule(a.module, b.module, target)
  if (a.module === undefined && b.module !== undefined && a.floor === 100 && !/\/(contract|server)\.ts$|\/web\/pages\.tsx$|\/cli\.ts$/.test(target)) {
    return `${target} is inside modules/${b.module}; apps see contract.ts, server.ts, cli.ts and web/pages.tsx`
  }
  return undefined
}

function crossModule(from: string, to: string, target: string): string | undefined {
  const uses = modules.find((m) => m.name === from)?.uses ?? []
  if (!uses.some((u) => u === to)) return `modules.ts does not let ${from} use ${to}`
  return target === `modules/${to}/contract.ts` ? undefined : `${target} is inside modules/${to}; import its contract.ts`
}

export function findings(files: readonly SourceFile[]): Finding[] {
  const out: Finding[] = []
  const graph = new Map<string, string[]>()
  const known = new Set(files.map((f) => f.path))
  for (const file of files) {
    const report = (line: number, rule: string, what: string) => out.push({ path: file.path, line, rule, what })
    if (/(^|\/)index\.tsx?$/.test(file.path)) report(1, 'barrel', 'there is no index.ts in this house')
    if (/(^|\/)(utils|helpers|common|misc)(\/|\.)/.test(file.path)) report(1, 'name', 'name the idea, not a drawer')
    const targets: string[] = []
    for (const i of importsOf(file.text)) {
      const target = resolve(i.from, file.path)
      if (target === undefined) continue
      if (!isTest(file.path)) {
        const problem = arrowProblem(file.path, target, i.typeOnly)
        if (problem) report(i.line, 'arrow', `${i.from}: ${problem}`)
      }
      if (known.has(target)) targets.push(target)
    }
    graph.set(file.path, targets)
    if (!isTest(file.path)) out.push(...foreignTables(file), ...clocks(file))
    out.push(...budgets(file))
  }
  for (const circle of circles(graph)) out.push({ path: circle[0] ?? '', line: 1, rule: 'circle', what: circle.join(' → ') })
  return out
}

/** A module that names another's schema in a query reads another's tables. */
function foreignTables(file: SourceFile): Finding[] {
  const mine = place(file.path).module
  if (mine === undefined || file.path.endsWith('tables.ts')) return []
  const others = modules.map((m) => m.name).filter((n) => n !== mine).join('|')
  const pattern = new RegExp(`(?:selectFrom|insertInto|updateTable|deleteFrom|[a-z]Join)\\(\\s*['"\`](?:${others})\\.|\\b(?:from|join|into|update)\\s+(?:${others})\\.`, 'g')
  return [...file.text.matchAll(pattern)]
    .map((m) => ({ path: file.path, line: lineAt(file.text, m.index), rule: 'foreign table', what: `${m[0]}… belongs to another module` }))
}

function clocks(file: SourceFile): Finding[] {
  if (file.path === 'platform/clock.ts' || /^(scripts|bench|e2e|apps\/cli)\//.test(file.path) || /\/web\/|^ui\/|^apps\/web\//.test(file.path)) return []
  return [...file.text.matchAll(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/g)]
    .map((m) => ({ path: file.path, line: lineAt(file.text, m.index), rule: 'clock', what: `${m[0]} outside platform/clock.ts` }))
}

function budgets(file: SourceFile): Finding[] {
  if (file.path.endsWith('tables.ts')) return []
  const out: Finding[] = []
  const lines = file.text.split('\n')
  if (lines.length > FILE_LINES_MAX + 1) out.push({ path: file.path, line: 1, rule: 'budget', what: `${lines.length - 1} lines; a file has at most ${FILE_LINES_MAX}` })
  if (isTest(file.path)) return out
  for (const f of functionsOf(lines)) {
    const max = file.path.endsWith('.tsx') && /^[A-Z]/.test(f.name) ? COMPONENT_LINES_MAX : FUNCTION_LINES_MAX
    if (f.length > max && !/new Hono/.test(lines.slice(f.line - 1, f.line + 3).join(''))) out.push({ path: file.path, line: f.line, rule: 'budget', what: `${f.name} has ${f.length} lines; at most ${max}` })
  }
  return out
}

/** Named functions by indentation: from a line that opens one to the line that closes it at the same depth. */
function functionsOf(lines: readonly string[]): { name: string; line: number; length: number }[] {
  const out: { name: string; line: number; length: number }[] = []
  lines.forEach((line, i) => {
    const m = /^(\s*)(?:export\s+)?(?:async\s+)?(?:function\*?\s+([A-Za-z0-9_]+)|const\s+([A-Za-z0-9_]+)\s*(?::[^=]+)?=\s*(?:async\s*)?\(.*=>\s*\{\s*$)/.exec(line)
    if (!m || (m[2] !== undefined && !line.trimEnd().endsWith('{') && !line.trimEnd().endsWith('('))) return
    const close = `${m[1] ?? ''}}`
    const end = lines.findIndex((l, j) => j > i && l.startsWith(close) && (l[close.length] === undefined || /[),;\s]/.test(l[close.length] ?? '')))
    if (end > i) out.push({ name: m[2] ?? m[3] ?? '', line: i + 1, length: end - i + 1 })
  })
  return out
}

/** Import circles, each once (Tarjan's strongly connected components). */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const out: string[][] = []
  const visit = (v: string): void => {
    index.set(v, index.size)
    low.set(v, index.get(v) ?? 0)
    stack.push(v)
    for (const w of graph.get(v) ?? []) {
      if (!index.has(w)) { visit(w); low.set(v, Math.min(low.get(v) ?? 0, low.get(w) ?? 0)) } else if (stack.includes(w)) low.set(v, Math.min(low.get(v) ?? 0, index.get(w) ?? 0))
    }
    if (low.get(v) !== index.get(v)) return
    const component = stack.splice(stack.indexOf(v))
    if (component.length > 1) out.push(component)
  }
  for (const v of graph.keys()) if (!index.has(v)) visit(v)
  return out
}
