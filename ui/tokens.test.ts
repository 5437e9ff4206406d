import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { contrast } from './contrast.ts'
import { antdTheme, designToken } from './theme.ts'
import { seriesColours, tokens, tokensCss, verdictKinds, type Mode, type TokenName } from './tokens.ts'

const modes: readonly Mode[] = ['light', 'dark']
const grounds: readonly TokenName[] = ['surface', 'bg', 'zebra', 'selected']

test('contrast agrees with the ratios WCAG publishes for known pairs', () => {
  assert.equal(contrast('#000000', '#FFFFFF'), 21)
  assert.equal(contrast('#777777', '#FFFFFF').toFixed(2), '4.48')
  assert.equal(contrast('#767676', '#FFFFFF').toFixed(2), '4.54')
})

for (const mode of modes) {
  const t = tokens[mode]
  const pairs: { front: string; back: string; least: number; what: string }[] = []
  const need = (front: TokenName, back: TokenName, least: number) =>
    pairs.push({ front: t[front], back: t[back], least, what: `${front} on ${back}` })

  for (const ground of [...grounds, 'raised'] as const) for (const text of ['text', 'text2', 'text3'] as const) need(text, ground, 4.5)
  for (const ground of grounds) {
    for (const text of ['primary', 'link'] as const) need(text, ground, 4.5)
    for (const line of ['border', 'focus'] as const) need(line, ground, 3)
  }
  for (const button of ['primary', 'primary-hover'] as const) need('on-primary', button, 4.5)
  need('on-bad', 'bad-mark', 4.5)
  for (const kind of verdictKinds) {
    for (const ground of [`${kind}-tint`, 'surface', 'bg', 'selected'] as const) need(`${kind}-text`, ground, 4.5)
    for (const ground of ['surface', 'bg', 'selected'] as const) need(`${kind}-mark`, ground, 3)
  }
  for (const colour of seriesColours[mode]) pairs.push({ front: colour, back: t.surface, least: 3, what: `series ${colour} on surface` })

  test(`every text and mark is readable in ${mode}`, () => {
    const failures = pairs.filter(({ front, back, least }) => contrast(front, back) < least)
      .map(({ what, front, back }) => `${what}: ${contrast(front, back).toFixed(2)}`)
    assert.deepEqual(failures, [])
    assert.ok(pairs.length > 60)
  })

  test(`antd keeps our colours through its algorithm in ${mode}`, () => {
    const antd = designToken(antdTheme(mode))
    assert.equal(antd.colorPrimary, t.primary)
    assert.equal(antd.colorWarning, t['warn-text'])
    assert.equal(antd.colorError, t['bad-text'])
    assert.equal(antd.colorTextPlaceholder, t.text3)
    assert.equal(antd.colorBgContainer, t.surface)
    assert.equal(antd.colorBorder, t.border)
  })
}

test('tokens.css repeats tokens.ts', () => {
  assert.equal(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8'), tokensCss())
})
