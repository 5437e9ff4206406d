// A wedge scanner types like a very fast hand. This reads it from physical keys (event.code), because a Chinese input method garbles
// event.key; a code is at least four characters, each within 50 ms of the one before, ended by Enter or Tab. Pure: time is an argument.

export type ScanKey = { readonly code: string; readonly shift: boolean; readonly at_ms: number }
export type ScanState = { readonly text: string; readonly last_ms: number }
export const noScan: ScanState = { text: '', last_ms: Number.NEGATIVE_INFINITY }

const gap_ms = 50
const least = 4
const most = 512
const plainKeys = new Map(
  Object.entries({
    Minus: '-_',
    Equal: '=+',
    BracketLeft: '[{',
    BracketRight: ']}',
    Backslash: '\\|',
    Semicolon: ';:',
    Quote: '\'"',
    Backquote: '`~',
    Comma: ',<',
    Period: '.>',
    Slash: '/?',
    Space: '  ',
    NumpadDecimal: '..',
    NumpadSubtract: '--',
    NumpadAdd: '++',
    NumpadDivide: '//',
    NumpadMultiply: '**',
  }),
)
const shiftedDigits = ')!@#$%^&*('

/** The character of a key of the US layout, which wedge scanners speak; '' for keys that write nothing. */
export function characterOf(code: string, shift: boolean): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  const digit = /^(Digit|Numpad)(\d)$/.exec(code)
  if (digit) return (shift && digit[1] === 'Digit' ? shiftedDigits[Number(digit[2])] : digit[2]) ?? ''
  return plainKeys.get(code)?.[shift ? 1 : 0] ?? ''
}

/** The next state, and the code when the terminator ended a scan. */
export function feed(state: ScanState, { code, shift, at_ms }: ScanKey): { state: ScanState; scanned?: string } {
  const isFast = at_ms - state.last_ms <= gap_ms
  if (code === 'Enter' || code === 'NumpadEnter' || code === 'Tab') {
    const scanned = isFast && state.text.length >= least ? state.text.trim() : ''
    return scanned === '' ? { state: noScan } : { state: noScan, scanned }
  }
  const character = characterOf(code, shift)
  if (character === '') return { state: isFast ? { ...state, last_ms: at_ms } : state }
  const text = isFast ? state.text + character : character
  return { state: { text: text.slice(0, most), last_ms: at_ms } }
}

/**
 * What our QR codes name, out of the address they hold: the identity code of an instrument's label (/i/…), the short code of a certificate
 * (/c/…). Whatever else was scanned or typed stays as it is.
 */
export function codeIn(text: string): string {
  const clean = cleanScan(text)
  return /^https?:\/\/[^/\s]+\/(?:i|c)\/([0-9A-Za-z-]{10,24})(?:[/?#].*)?$/.exec(clean)?.[1] ?? clean
}

/** Whether a scan is the address of a label or a certificate: nobody types one that fast. */
export const isOurAddress = (text: string): boolean => codeIn(text) !== cleanScan(text)

/** What a person typed or a camera read, without control characters. */
export function cleanScan(text: string): string {
  return text.replace(/\p{Cc}/gu, '').trim().slice(0, most)
}
