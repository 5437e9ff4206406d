// The map of the house: every module and what it may use. Read by the server, the web and scripts/check-arrows.
// Lower may not import higher; a module sees another only through its contract.ts.

export type ModuleName = 'rulebook' | 'registry' | 'ledger' | 'certificates' | 'laboratory' | 'calculation' | 'workbench' | 'portal'

export const modules: readonly { name: ModuleName; uses: readonly ModuleName[] }[] = [
  { name: 'rulebook', uses: [] },
  { name: 'registry', uses: ['rulebook'] },
  { name: 'ledger', uses: [] },
  { name: 'certificates', uses: ['rulebook', 'registry', 'ledger'] },
  { name: 'calculation', uses: ['rulebook', 'certificates'] },
  { name: 'laboratory', uses: ['rulebook', 'registry', 'ledger', 'certificates'] },
  { name: 'workbench', uses: ['rulebook', 'registry', 'certificates', 'laboratory'] },
  { name: 'portal', uses: ['rulebook', 'registry', 'ledger', 'certificates', 'laboratory'] },
]
