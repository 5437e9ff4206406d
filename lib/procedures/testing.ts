// A small procedure for tests, using what the format offers: a list parameter, tables with both kinds of bounds, repetitions, `uses`,
// limits from and to, overall judgements, a budget. It is nobody's regulation.

import assert from 'node:assert/strict'
import { readProcedure } from './read.ts'
import type { Procedure } from './read.ts'

export const meterText = `format: duheng-procedure/1
document: TEST 1
edition: '2026'
title: { zh: 测试水表, en: Test meter }
kind: verification
from: 2026-01-01
scope: { zh: 测试, en: For tests }
sources:
  doc: { document: TEST 1, year: '2026', grade: official }
  copy: { document: TEST 1, year: '2026', read: a copy, grade: secondary }
cite: doc
decision: { rule: error within MPE, zh: 均合格, en: All within limits, cite: copy }
parameters:
  class:
    kind: choice
    zh: 等级
    en: Class
    options: [{ id: one, zh: 1 级, en: '1' }, { id: two, zh: 2 级, en: '2' }]
  Q2: { kind: quantity, zh: 分界流量, en: Transitional flow, unit: L/h }
  flows: { kind: list, zh: 流量, en: Flow rates, unit: L/h, max: '5' }
tables:
  limit:
    zh: 最大允许误差
    en: Limit
    by: [class]
    over: { unit: '1' }
    unit: '%'
    rows:
      - { when: { class: [one] }, below: '1', value: '3' }
      - { when: { class: [one] }, value: '1' }
      - { when: { class: [two] }, below: '1', value: '5' }
      - { when: { class: [two] }, upto: '100', value: '2' }
standards:
  - { id: tank, zh: 量器, en: Tank, values: [{ name: U_tank, zh: 不确定度, en: Uncertainty, unit: L }] }
conditions:
  - { name: t, zh: 水温, en: Water temperature, unit: °C, decimals: '1', holds: 't < 30[°C]' }
visual:
  - { id: glass, zh: 玻璃, en: Glass }
steps:
  - id: leak
    zh: 密封
    en: Tightness
    cells: [{ name: drop, zh: 压降, en: Pressure drop, unit: kPa, decimals: '1' }]
    values: [{ name: lost, zh: 压降, en: Drop, formula: drop, unit: kPa, round: '0.1[kPa]' }]
    judge: [{ id: drop, zh: 压降在限内, en: Drop within limits, of: lost, from: '-0.5[kPa]', to: '1[kPa]' }]
  - id: error
    zh: 示值误差
    en: Error
    uses: [{ name: drift, step: leak, value: lost }]
    points: { name: Q, zh: 流量, en: Flow, unit: as Q2, series: sort(flows), distinct: 'yes' }
    repeats: '2'
    cells:
      - { name: q, zh: 实际流量, en: Flow, unit: as Q2, decimals: '0', once: 'yes', required: 'no', plausible: abs(q - Q) <= Q / 10 }
      - { name: V, zh: 水表, en: Meter, unit: L, decimals: like Q2, possible: 'V >= 0[L]' }
      - { name: V0, zh: 量器, en: Tank, unit: L, decimals: '2', possible: 'V0 > 0[L]', default: '10' }
    each:
      - { name: E, zh: 误差, en: Error, formula: (V - V0) / V0, unit: '%', round: '0.1[%]' }
    values:
      - { name: mean_E, zh: 平均误差, en: Mean error, formula: mean(E), unit: '%', round: '0.1[%]', cite: copy }
    mpe: { formula: limit(Q / Q2), unit: '%' }
    judge:
      - { id: error, zh: 误差在限内, en: Error within limit, of: mean_E, within: mpe, compare: rounded }
    overall:
      values:
        - { name: worst, zh: 最大误差, en: Greatest error, formula: 'max(max(mean_E), -min(mean_E))', unit: '%', round: '0.1[%]' }
      judge:
        - {
          id: signs,
          zh: 误差不全同号,
          en: Errors are not all of one sign,
          holds: 'not (min(mean_E) > 0[%] or max(mean_E) < 0[%]) or worst <= 0.5[%]',
        }
budgets:
  - id: tank
    zh: 量器
    en: Tank
    unit: '%'
    model: (V - V0) / V0
    inputs:
      - { name: V, zh: 水表, en: Meter, estimate: '10[L]', unit: L, distribution: rectangular, half width: '0.01[L]' }
      - { name: V0, zh: 量器, en: Tank, estimate: '10[L]', unit: L, distribution: normal, U: U_tank, k: '2', standard: tank }
    k: '2'
    mpev: limit(1)
    ratio: 1 / 3
certificate:
  basis: { zh: 测试, en: Test }
  pass: { zh: 合格, en: Pass }
  fail: { zh: 不合格, en: Fail }
  tables:
    - {
      id: errors,
      zh: 误差,
      en: Errors,
      step: error,
      of: points,
      columns: [
        { name: Q, role: reference, zh: 流量, en: Flow },
        { name: q, zh: 实际, en: Actual },
        { name: mean_E, role: error, zh: 误差, en: Error },
        { name: mpe, role: limit, zh: 限, en: Limit },
      ],
    }
    - { id: worst, zh: 最大, en: Greatest, step: error, of: overall, columns: [{ name: worst, zh: 最大, en: Greatest }] }
`

export const meterParameters = { class: 'two', Q2: '120 L/h', flows: '100, 1500, 120' }

export const meterReadings = {
  'visual.glass': 'pass', 'conditions.t': '20.0', 'leak.1.drop': '0.2',
  'error.1.V.1': '10', 'error.1.V0.1': '10.30', 'error.1.V.2': '10', 'error.1.V0.2': '10.25',
  'error.2.V.1': '10', 'error.2.V0.1': '9.95', 'error.2.V.2': '10', 'error.2.V0.2': '9.85',
  'error.3.V.1': '10', 'error.3.V0.1': '10.00', 'error.3.V.2': '10',
}

export function procedureOf(text: string): Procedure {
  const read = readProcedure(text)
  assert.ok(read.ok, JSON.stringify(read))
  return read.procedure
}
