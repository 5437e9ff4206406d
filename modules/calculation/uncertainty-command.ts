// `duheng uncertainty FILE`: the budget of a model, second order and Monte Carlo beside it.
import { answerFile, inputOf } from './command.ts'
import type { Out } from './command.ts'
import { uncertaintyReport } from './uncertainty-report.ts'
import { uncertaintyText } from './uncertainty-text.ts'

const USAGE = `duheng uncertainty FILE [--json] [--trials N] [--seed S] [--lang zh|en]
  FILE: JSON with model ("y = a*b; …"), inputs [{ name, unit, estimate, dist, u | U, k | half_width | a, b | readings, dof }],
  corr [[name, name, r]], p or k, unit; or a case file. --trials: Monte Carlo trials (1000000; 0 for none).
  Exit 0: evaluated; 1: the file is refused, with the field and the rule; 2: not understood, or the file cannot be read.`

const TRIALS = 1_000_000

export const uncertaintyCommand = (args: readonly string[], out: Out): Promise<number> => answerFile(args, out, {
  usage: USAGE, wholes: ['trials', 'seed'], refusedExit: 1, people: uncertaintyText,
  evaluate: ({ path, numbers }, text) => uncertaintyReport(inputOf(path, text), { trials: numbers['trials'] ?? TRIALS, seed: numbers['seed'] }),
})
