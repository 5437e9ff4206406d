// Unified social credit code: 18 characters with the check character of GB 32100—2015. Pure.

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

export type CreditCodeAnswer = { ok: true; code: string } | { ok: false; rule: 'length' | 'character' | 'check'; zh: string; en: string }

/** Normalises (case, full width, spaces) and checks. GB 32100—2015, 4.5 and annex A. */
export function parseCreditCode(text: string): CreditCodeAnswer {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (code.length !== 18) return { ok: false, rule: 'length', zh: `统一社会信用代码为 18 位，现在是 ${code.length} 位（GB 32100—2015）。`, en: `A unified social credit code has 18 characters, this has ${code.length} (GB 32100—2015).` }
  const values = [...code].map((c) => ALPHABET.indexOf(c))
  const bad = values.indexOf(-1)
  if (bad >= 0) return { ok: false, rule: 'character', zh: `第 ${bad + 1} 位“${code[bad]}”不是允许的字符（不用 I、O、S、V、Z；GB 32100—2015）。`, en: `Character ${bad + 1}, "${code[bad]}", is not allowed (no I, O, S, V, Z; GB 32100—2015).` }
  if (checkCharacter(code.slice(0, 17)) !== code[17]) return { ok: false, rule: 'check', zh: '校验位不对，请核对有没有抄错（GB 32100—2015）。', en: 'The check character does not fit; look for a slip of the pen (GB 32100—2015).' }
  return { ok: true, code }
}

/** The 18th character of 17 given ones. */
export function checkCharacter(first17: string): string {
  const sum = [...first17].reduce((total, c, i) => total + ALPHABET.indexOf(c) * (WEIGHTS[i] ?? 0), 0)
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}
