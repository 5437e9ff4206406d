// Design tokens: the only place where a colour is written. tokens.css repeats them as custom properties (tokens.test.ts keeps both equal
// and computes every contrast ratio). Absent: antd (theme.ts), the choice of mode (ThemeProvider.tsx).

export type Mode = 'light' | 'dark'
export const verdictKinds = ['ok', 'bad', 'warn', 'unk', 'void'] as const
export type VerdictKind = (typeof verdictKinds)[number]

const light = {
  surface: '#FFFFFF', bg: '#F5F7FA', raised: '#FFFFFF', zebra: '#F8FAFC', selected: '#E6F0FA',
  text: '#17212B', text2: '#4A5764', text3: '#5F6B78',
  hairline: '#D5DCE4', border: '#7B8794',
  primary: '#0B5CAD', 'primary-hover': '#094A8C', 'on-primary': '#FFFFFF', link: '#0B5CAD', focus: '#0B5CAD',
  'ok-text': '#1A7064', 'ok-mark': '#2E8A7D', 'ok-tint': '#E4F3F0',
  'bad-text': '#96131C', 'bad-mark': '#96131C', 'bad-tint': '#FBE9E8', 'on-bad': '#FFFFFF',
  'warn-text': '#875F00', 'warn-mark': '#B27E0D', 'warn-tint': '#FDF1D9',
  'unk-text': '#35414F', 'unk-mark': '#35414F', 'unk-tint': '#EBEEF2',
  'void-text': '#7A3CC7', 'void-mark': '#9360F5', 'void-tint': '#F3ECFD',
} as const

export type TokenName = keyof typeof light
export type Tokens = Readonly<Record<TokenName, string>>

const dark: Tokens = {
  surface: '#171F27', bg: '#0F151B', raised: '#1F2933', zebra: '#1A232C', selected: '#17324D',
  text: '#E8EDF2', text2: '#B4C0CB', text3: '#98A6B3',
  hairline: '#33404D', border: '#7D8B99',
  primary: '#6DB3F2', 'primary-hover': '#93C8F7', 'on-primary': '#0F151B', link: '#7BBBF5', focus: '#93C8F7',
  'ok-text': '#6FE3BF', 'ok-mark': '#6FE3BF', 'ok-tint': '#12332C',
  'bad-text': '#F08372', 'bad-mark': '#F08372', 'bad-tint': '#40201D', 'on-bad': '#0F151B',
  'warn-text': '#FFCB3D', 'warn-mark': '#FFCB3D', 'warn-tint': '#3A2C0A',
  'unk-text': '#DAE2EC', 'unk-mark': '#DAE2EC', 'unk-tint': '#28323D',
  'void-text': '#C58BF7', 'void-mark': '#C58BF7', 'void-tint': '#30224A',
}

export const tokens: Readonly<Record<Mode, Tokens>> = { light, dark }

/** Categorical series colours, in this order, never more than six lines in one picture. */
export const seriesColours: Readonly<Record<Mode, readonly string[]>> = {
  light: ['#004CA6', '#D07915', '#269684', '#7A1F4C', '#4E4F00', '#B072EC'],
  dark: ['#5A8FE8', '#E8925F', '#80F0C8', '#D6447F', '#E4EE5A', '#EDBBF6'],
}

/** Sequential scale for maps: dark text on the first four, white on the last three. */
export const sequentialColours = ['#E3EEF9', '#BBD6F0', '#8AB8E4', '#5596D2', '#2A73B5', '#0D528F', '#063563'] as const
export const divergingColours = ['#8A3B00', '#C97A2B', '#EBC08F', '#EEF1F4', '#9CC4E4', '#3F86C2', '#0B4A86'] as const

const sans = [
  '"Inter Variable", Inter, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", MiSans',
  '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif',
].join(', ')
const mono = 'ui-monospace, "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace'
export const fonts = { sans, mono } as const

/** tokens.css as it must read. */
export function tokensCss(): string {
  const block = (mode: Mode, indent: string) =>
    Object.entries(tokens[mode]).map(([name, colour]) => `${indent}--${name}: ${colour};`)
  const scheme = (mode: Mode, indent: string) => [`${indent}color-scheme: ${mode};`, ...block(mode, indent)]
  return [
    '/* Written from tokens.ts by tokensCss(); tokens.test.ts compares. Change tokens.ts, then run `node ui/write-tokens-css.ts`. */',
    ':root {', `  --sans: ${fonts.sans};`, `  --mono: ${fonts.mono};`, ...scheme('light', '  '), '}',
    '@media screen and (prefers-color-scheme: dark) {', '  :root:not([data-theme="light"]) {', ...scheme('dark', '    '), '  }', '}',
    '@media screen {', '  :root[data-theme="dark"] {', ...scheme('dark', '    '), '  }', '}', '',
  ].join('\n')
}
