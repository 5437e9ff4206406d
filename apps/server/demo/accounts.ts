// Sign-ins of the demonstration, printed at start and listed on the sign-in page. They exist only where a demonstration runs.
import type { Part, PlannedOrganisation } from './city.ts'

/** One password for all, easy to type and known to everybody. */
export const DEMO_PASSWORD = 'duheng-2026'

export type DemoAccount = { login: string; password: string; zh: string; en: string }

/** Those who measure first, then whom they serve, then who watches; the history's after the core's. */
const ORDER: readonly PlannedOrganisation['kind'][] = ['laboratory', 'enterprise', 'authority', 'operator']

export const accountsOf = (...parts: readonly Part[]): DemoAccount[] => parts.flatMap((part) => part.organisations.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).flatMap((org) => org.people.flatMap((p) =>
  (p.login === undefined ? [] : [{ login: p.login, password: DEMO_PASSWORD, zh: p.zh ?? p.login, en: p.en ?? p.login }]))))

/** For the console: two columns. */
export const accountLines = (accounts: readonly DemoAccount[]): string[] => [
  `演示账号（密码均为 ${DEMO_PASSWORD}） Demo sign-ins (password ${DEMO_PASSWORD}):`,
  ...accounts.map((a) => `  ${a.login.padEnd(12)} ${a.zh} · ${a.en}`),
]
