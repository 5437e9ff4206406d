// Who sees what of the pages; the routes decide again.

export const keepers = [
  'reception', 'verifier', 'checker', 'signatory', 'quality', 'head', 'owner-admin', 'clerk', 'city-desk', 'county-officer', 'enforcement',
] as const
/** Those who may look up certificates of standards. */
export const measurers = ['reception', 'verifier', 'checker', 'signatory', 'quality', 'head'] as const
