// Written by `npm run tables` from the migrations of laboratory; not edited by hand.

declare module '#platform/db/tables.ts' {
  interface Tables {

  }
}
export {}
