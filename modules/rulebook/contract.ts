// What other modules may ask of the rulebook.
export type { RulebookApi } from './server.ts'
export type { EffectiveProcedure } from './procedure.ts'
export { adoptionsOf } from './adoption-store.ts'
export { procedureByHash, procedureFor, proceduresInForce } from './procedure-store.ts'
export { lotRules, release } from './release.ts'
