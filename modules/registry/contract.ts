// What other modules may use of the registry.
export { actorFacts, tokenFacts } from './identity-store.ts'
export { addOrganisation, organisationById } from './organisation-store.ts'
export { addPerson, grantRole } from './person-store.ts'
