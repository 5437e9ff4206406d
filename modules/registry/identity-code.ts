// The identity code on an instrument's label: ten characters of Crockford's base 32, nine of them random, the last a check
// character over GF(32). Any one wrong character and any two neighbours exchanged are noticed. Pure: random bytes are handed in.

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RANDOM = 9
/** Bytes that `identityCode` takes. */
export const IDENTITY_BYTES = RANDOM

export type IdentityCodeAnswer = { ok: true; code: string } | { ok: false; rule: 'length' | 'character' | 'check'; zh: string; en: string }

/** A code from nine random bytes; the lower five bits of each count. */
export function identityCode(bytes: Uint8Array): string {
  if (bytes.length !== RANDOM) throw new Error('an identity code takes nine random bytes')
  const first9 = [...bytes].map((b) => ALPHABET.charAt(b & 31)).join('')
  return first9 + checkCharacter(first9)
}

/** Reads what a person typed or a scanner read: case, full width, spaces, hyphens, O for 0 and I or L for 1 are forgiven. */
export function parseIdentityCode(text: string): IdentityCodeAnswer {
  const code = text.slice(0, 100).normalize('NFKC').replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  if (code.length !== RANDOM + 1) return { ok: false, rule: 'length', zh: `器具编号为 10 位，现在是 ${code.length} 位。`, en: `An identity code has 10 characters, this has ${code.length}.` }
  const bad = [...code].find((c) => !ALPHABET.includes(c))
  if (bad !== undefined) return { ok: false, rule: 'character', zh: `器具编号中没有“${bad}”这个字符。`, en: `An identity code never contains "${bad}".` }
  if (checkCharacter(code.slice(0, RANDOM)) !== code[RANDOM]) return { ok: false, rule: 'check', zh: '器具编号的校验位不对，请核对有没有抄错。', en: 'The check character of the identity code does not fit; look for a slip of the pen.' }
  return { ok: true, code }
}

/** c = Σ αⁱ·vᵢ over GF(32) with α a root of x⁵ + x² + 1; αⁱ all differ for i < 31, so neighbours exchanged are seen. */
function checkCharacter(first9: string): string {
  let sum = 0
  let weight = 2
  for (const character of first9) {
    sum ^= times(weight, ALPHABET.indexOf(character))
    weight = times(weight, 2)
  }
  return ALPHABET.charAt(sum)
}

function times(a: number, b: number): number {
  let product = 0
  for (let bit = 0; bit < 5; bit++) if ((b >> bit) & 1) product ^= a << bit
  for (let bit = 8; bit >= 5; bit--) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5)
  return product
}
