// Every table of the house by 'schema.name'. Each module's generated tables.ts adds its own; scripts/check-arrows
// refuses a module that names another's schema in SQL.
// oxlint-disable-next-line typescript/no-empty-interface
export interface Tables {}
