// Written by `npm run tables` from the migrations of certificates; not edited by hand.

declare module '#platform/db/tables.ts' {
  interface Tables {

  }
}
export {}
