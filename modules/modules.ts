// The map of the house: every module and what it may use. Read by the server, the web and scripts/check-arrows.
// Lower may not import higher; a module sees another only through its contract.ts.

export type ModuleName = 'registry' | 'ledger' | 'certificates' | 'laboratory' | 'portal'

export const modules: readonly { name: ModuleName; uses: readonly ModuleName[] }[] = [
  { name: 'registry', uses: [] },
  { name: 'ledger', uses: [] },
  { name: 'certificates', uses: ['registry', 'ledger'] },
  { name: 'laboratory', uses: ['registry', 'ledger', 'certificates'] },
  { name: 'portal', uses: ['registry', 'ledger', 'certificates', 'laboratory'] },
]
