// The shape of a procedure file (format duheng-procedure/1): a verification regulation or calibration specification as data.
// Only shapes stand here; whether names, units and formulas fit together is read.ts, and what the words mean is
// docs/decisions/0003-procedure-format.md. Absent: anything that runs.

import { Bilingual, CivilDateText, DecimalText, Grade, Source, Text } from '@duheng/rules/citation.ts'
import { z } from 'zod'

/** Names stand in formulas: a Latin, Greek or Chinese letter, then such letters, digits and `_`. */
const letter = '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Han}'
export const Name = z.string().regex(
  new RegExp(`^[${letter}][${letter}0-9_₀-₉]{0,39}$`, 'u'),
  'Expected a name: a letter, then letters, digits and _',
)
/** Identifiers stand in cell ids, joined by dots. */
export const Identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Expected an identifier of small letters, digits and hyphens')
export const Formula = z.string().min(1, 'A formula is missing here').max(2000, 'A formula has at most 2000 characters')
/** A unit, or `as <parameter>`: the unit in which that parameter of the instrument is given. */
export const UnitText = z.string().min(1, 'A unit is missing here').max(60)
const Flag = z.enum(['yes', 'no']).transform((text) => text === 'yes')
const Count = z.string().regex(/^\d{1,3}$/, 'Expected a whole number').transform(Number)

/** A key of `sources`; where a part carries none, it rests on the document itself. */
const Cite = Name
const named = { zh: Text, en: Text }
const Sourced = z.strictObject({ ...Source.shape, grade: Grade })

const Option = z.strictObject({ id: Identifier, ...named })
const Parameter = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quantity'), ...named, unit: UnitText, default: z.string().max(60).optional() }),
  z.strictObject({ kind: z.literal('list'), ...named, unit: UnitText, max: Count.optional(), default: z.string().max(400).optional() }),
  z.strictObject({ kind: z.literal('choice'), ...named, options: z.array(Option).min(1).max(40), default: Identifier.optional() }),
])
const Constant = z.strictObject({ ...named, value: DecimalText, unit: UnitText, cite: Cite.optional() })

/**
 * A table is a function of its `by` parameters (choices) and, with `over`, of one number. Rows are read from the top; the first
 * whose choices fit and whose bound holds gives the value: `upto` includes its bound, `below` does not, a row without bound takes the rest.
 */
const Row = z.strictObject({
  when: z.record(Name, z.array(Identifier).min(1)).optional(),
  upto: DecimalText.optional(),
  below: DecimalText.optional(),
  value: DecimalText,
})
const Table = z.strictObject({
  ...named,
  by: z.array(Name).max(4).optional(),
  over: z.strictObject({ unit: UnitText }).optional(),
  unit: UnitText,
  rows: z.array(Row).min(1).max(400),
  cite: Cite.optional(),
})

const Definition = z.strictObject({ name: Name, ...named, formula: Formula, unit: UnitText, cite: Cite.optional() })
const Requirement = z.strictObject({ holds: Formula, ...named, cite: Cite.optional() })

/** `round` is the rounding interval as a formula; the unrounded value goes on into later formulas (round once, GB/T 8170). */
const Value = z.strictObject({ name: Name, ...named, formula: Formula, unit: UnitText, round: Formula.optional(), cite: Cite.optional() })

/** within: |of| ≤ limit; at most: of ≤ limit; from/to: from ≤ of ≤ to. `compare: rounded` judges the rounded value, else the exact one. */
const Judgement = z.strictObject({
  id: Identifier,
  ...named,
  of: Name.optional(),
  within: Formula.optional(),
  'at most': Formula.optional(),
  from: Formula.optional(),
  to: Formula.optional(),
  holds: Formula.optional(),
  compare: z.enum(['exact', 'rounded']).optional(),
  cite: Cite.optional(),
})

const Cell = z.strictObject({
  name: Name,
  ...named,
  unit: UnitText,
  decimals: z.union([Count, z.string().regex(/^like \S{1,40}$/, 'Expected a number of decimals, or "like <parameter>"')]),
  once: Flag.optional(),
  required: Flag.optional(),
  default: DecimalText.optional(),
  plausible: Formula.optional(),
  possible: Formula.optional(),
})

const When = z.record(Name, z.array(Identifier).min(1))
const Setting = z.strictObject({ name: Name, ...named, formula: Formula, unit: UnitText })
const Point = z.strictObject({
  id: Identifier, ...named, when: When.optional(), if: Formula.optional(), set: z.record(Name, Formula).optional(),
})
const Points = z.union([
  z.strictObject({ name: Name, ...named, unit: UnitText, series: Formula, distinct: Flag.optional() }),
  z.strictObject({
    set: z.array(z.strictObject({ name: Name, ...named, unit: UnitText })).max(10).optional(), list: z.array(Point).min(1).max(100),
  }),
])

const Step = z.strictObject({
  id: Identifier,
  ...named,
  how: Bilingual.optional(),
  cite: Cite.optional(),
  when: When.optional(),
  if: Formula.optional(),
  uses: z.array(
    z.strictObject({ name: Name, step: Identifier, value: Name, point: Identifier.optional(), otherwise: Formula.optional() })
  ).max(10).optional(),
  points: Points.optional(),
  repeats: Formula.optional(),
  settings: z.array(Setting).max(10).optional(),
  cells: z.array(Cell).min(1).max(20),
  each: z.array(Value).max(20).optional(),
  values: z.array(Value).max(20).optional(),
  mpe: z.strictObject({ formula: Formula, unit: UnitText, round: Formula.optional(), cite: Cite.optional() }).optional(),
  judge: z.array(Judgement).max(10).optional(),
  overall: z.strictObject({ values: z.array(Value).max(20).optional(), judge: z.array(Judgement).max(10).optional() }).optional(),
})

/** `holds` may use the condition by its own id as a name; conditions that do not hold leave the measurement unjudged. */
const Condition = z.strictObject({
  name: Name, ...named, unit: UnitText, decimals: Count, holds: Formula.optional(), required: Flag.optional(), cite: Cite.optional(),
})
const Visual = z.strictObject({ id: Identifier, ...named, when: When.optional(), cite: Cite.optional() })

const StandardValue = z.strictObject({ name: Name, ...named, unit: UnitText })
const Standard = z.strictObject({ id: Identifier, ...named, values: z.array(StandardValue).max(10), cite: Cite.optional() })

const BudgetInput = z.strictObject({
  name: Name,
  ...named,
  estimate: Formula,
  unit: UnitText,
  distribution: z.enum(['normal', 'rectangular', 'triangular', 'u-shaped', 'constant']),
  'half width': Formula.optional(),
  u: Formula.optional(),
  U: Formula.optional(),
  k: Formula.optional(),
  dof: Formula.optional(),
  standard: Identifier.optional(),
  cite: Cite.optional(),
})
const Budget = z.strictObject({
  id: Identifier,
  ...named,
  unit: UnitText,
  settings: z.array(Setting).max(10).optional(),
  model: Formula,
  inputs: z.array(BudgetInput).min(1).max(20),
  requires: z.array(Requirement).max(10).optional(),
  k: DecimalText,
  mpev: Formula,
  ratio: Formula,
  cite: Cite.optional(),
})

/** What a column holds, in VIM words, for those who make documents of it. */
export const ColumnRole = z.enum([
  'nominal', 'reference', 'indication', 'error', 'limit', 'correction', 'repeatability', 'hysteresis', 'other',
])
export type ColumnRole = z.infer<typeof ColumnRole>
const Column = z.strictObject({ name: Name, ...named, role: ColumnRole.optional() })
const CertificateTable = z.strictObject({
  id: Identifier, ...named, step: Identifier, of: z.enum(['points', 'overall']), columns: z.array(Column).min(1).max(12),
})

const Example = z.strictObject({
  id: Identifier,
  ...named,
  parameters: z.record(Name, z.string().max(400)),
  readings: z.record(z.string().max(120), z.union([z.string().max(60), z.array(z.string().max(60)).max(200)])),
  expect: z.strictObject({
    verdict: z.enum(['合格', '不合格', 'not yet', 'no verdict']),
    failing: z.array(z.string().max(120)).max(50).optional(),
    values: z.record(z.string().max(120), z.string().max(60)).optional(),
    problems: z.array(z.string().max(120)).max(50).optional(),
  }),
  cite: Cite.optional(),
})

export const ProcedureShape = z.strictObject({
  format: z.literal('duheng-procedure/1'),
  document: Text,
  edition: z.string().regex(/^[0-9A-Za-z+.-]{1,40}$/, 'Expected an edition such as 2016'),
  title: Bilingual,
  kind: z.enum(['verification', 'calibration']),
  from: CivilDateText,
  until: CivilDateText.optional(),
  local: z.strictObject({
    of: z.string().max(40), hash: z.string().regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256'), reason: Text, basis: Text,
  }).optional(),
  scope: Bilingual,
  notes: z.array(Bilingual).max(30).optional(),
  sources: z.record(Name, Sourced),
  cite: Cite,
  decision: z.strictObject({ rule: z.enum(['error within MPE', 'as agreed']), ...named, cite: Cite.optional() }),
  parameters: z.record(Name, Parameter),
  constants: z.record(Name, Constant).optional(),
  tables: z.record(Name, Table).optional(),
  definitions: z.array(Definition).max(40).optional(),
  requirements: z.array(Requirement).max(30).optional(),
  standards: z.array(Standard).max(20),
  conditions: z.array(Condition).max(20).optional(),
  visual: z.array(Visual).max(60).optional(),
  steps: z.array(Step).min(1).max(40),
  budgets: z.array(Budget).max(20).optional(),
  validity: z.strictObject({ months: Count, convention: z.enum(['day before', 'same day']), ...named, cite: Cite.optional() }).optional(),
  certificate: z.strictObject({ basis: Bilingual, pass: Bilingual, fail: Bilingual, tables: z.array(CertificateTable).max(20) }),
  examples: z.array(Example).max(40).optional(),
})

export type ProcedureFile = z.infer<typeof ProcedureShape>
export type ParameterFile = z.infer<typeof Parameter>
export type TableFile = z.infer<typeof Table>
export type StepFile = z.infer<typeof Step>
export type PointsFile = z.infer<typeof Points>
export type CellFile = z.infer<typeof Cell>
export type ConditionFile = z.infer<typeof Condition>
export type ValueFile = z.infer<typeof Value>
export type JudgementFile = z.infer<typeof Judgement>
export type BudgetFile = z.infer<typeof Budget>
export type BudgetInputFile = z.infer<typeof BudgetInput>
export type ExampleFile = z.infer<typeof Example>
export type WhenFile = z.infer<typeof When>
export type SourcedFile = z.infer<typeof Sourced>
