// Our tokens as an antd theme. antd derives colours from seeds and would change ours (a muddy warning, another primary in the dark), so its
// algorithm is wrapped and the derived colours are set back. Absent: React, the choice of mode (ThemeProvider.tsx).
import { theme, type ThemeConfig } from 'antd'
import { fonts, tokens, type Mode, type Tokens } from './tokens.ts'

type Algorithm = Exclude<NonNullable<ThemeConfig['algorithm']>, readonly unknown[]>

const families = [
  ['Primary', 'primary', 'selected'], ['Info', 'primary', 'selected'], ['Success', 'ok-text', 'ok-tint'],
  ['Error', 'bad-text', 'bad-tint'], ['Warning', 'warn-text', 'warn-tint'],
] as const

function fixedColours(t: Tokens): Record<string, string> {
  const fixed: Record<string, string> = {
    colorLink: t.link, colorLinkHover: t['primary-hover'], colorLinkActive: t['primary-hover'],
    colorText: t.text, colorTextBase: t.text, colorTextSecondary: t.text2,
    colorTextTertiary: t.text3, colorTextQuaternary: t.text3, colorTextDisabled: t.text3, colorTextPlaceholder: t.text3,
    colorTextDescription: t.text2, colorTextHeading: t.text, colorTextLabel: t.text2, colorIcon: t.text2, colorIconHover: t.text,
    colorBgBase: t.surface, colorBgContainer: t.surface, colorBgElevated: t.raised, colorBgLayout: t.bg,
    colorBgContainerDisabled: t.bg, colorFillAlter: t.zebra, colorFillQuaternary: t.bg,
    colorBorder: t.border, colorBorderSecondary: t.hairline, colorSplit: t.hairline, colorBorderDisabled: t.hairline,
    colorTextLightSolid: t['on-primary'], controlItemBgActive: t.selected, controlItemBgActiveHover: t.selected,
  }
  for (const [family, strong, tint] of families) {
    const colour = t[strong]
    const hover = family === 'Primary' || family === 'Info' ? t['primary-hover'] : colour
    for (const suffix of ['', 'Text', 'Border']) fixed[`color${family}${suffix}`] = colour
    for (const suffix of ['Hover', 'Active', 'TextHover', 'TextActive', 'BorderHover']) fixed[`color${family}${suffix}`] = hover
    for (const suffix of ['Bg', 'BgHover']) fixed[`color${family}${suffix}`] = t[tint]
  }
  return fixed
}

export function antdTheme(mode: Mode): ThemeConfig {
  const t = tokens[mode]
  const fixed = fixedColours(t)
  const base: Algorithm = mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm
  const algorithm: Algorithm = (seed, map) => ({ ...base(seed, map), ...fixed })
  return {
    algorithm,
    token: {
      ...fixed,
      fontFamily: fonts.sans,
      fontFamilyCode: fonts.mono,
      fontSize: 14,
      borderRadius: 4,
      borderRadiusLG: 6,
      controlHeight: 32,
      motionDurationFast: '0.05s',
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.15s',
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        primaryColor: t['on-primary'],
        dangerColor: t['on-bad'],
        defaultBorderColor: t.border,
        contentFontSize: 14,
      },
      Table: {
        headerBg: t.bg,
        headerColor: t.text2,
        rowHoverBg: t.zebra,
        borderColor: t.hairline,
        rowSelectedBg: t.selected,
        rowSelectedHoverBg: t.selected,
        cellPaddingBlockSM: 4,
        cellPaddingInlineSM: 8,
        cellPaddingBlockMD: 9,
        cellPaddingInlineMD: 8,
        headerBorderRadius: 0,
        headerSplitColor: 'transparent',
        cellFontSizeSM: 14,
      },
      Modal: { contentBg: t.raised, headerBg: t.raised, titleFontSize: 16 },
      Tabs: { horizontalItemPadding: '8px 0', horizontalMargin: '0 0 12px 0' },
    },
  }
}

export const designToken = theme.getDesignToken
