// Small digits the certificate font lacks (M₁, 10⁻⁶): they are set as lowered or raised ordinary digits, so they count
// as drawable when those are. pieces.ts gives the template the ordinary ones; a test renders every one of them.

export const scriptForms: ReadonlyMap<string, string> = new Map([
  ...[...'₀₁₂₃₄₅₆₇₈₉'].map((small, digit) => [small, String(digit)] as const),
  ...[['⁰', '0'], ['⁴', '4'], ['⁵', '5'], ['⁶', '6'], ['⁷', '7'], ['⁸', '8'], ['⁹', '9'], ['⁺', '+'], ['⁻', '−']] as const,
])
