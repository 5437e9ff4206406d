// `duheng uncertainty FILE`: the budget of a model, second order and Monte Carlo beside it.
import { answering, inputOf, languageOf, textOf, understood } from './command.ts'
import type { Out } from './command.ts'
import { uncertaintyReport } from './uncertainty-report.ts'
import { uncertaintyText } from './uncertainty-text.ts'

export const UNCERTAINTY_USAGE = `duheng uncertainty FILE [--json] [--trials N] [--seed S] [--lang zh|en]
  FILE: JSON with model ("y = a*b; …"), inputs [{ name, unit, estimate, dist, u | U, k | half_width | a, b | readings, dof }],
  corr [[name, name, r]], p or k, unit; or a case file. --trials: Monte Carlo trials (1000000; 0 for none).
  Exit 0: evaluated; 1: the file is refused, with the field and the rule; 2: not understood, or the file cannot be read.`

const TRIALS = 1_000_000

export async function uncertaintyCommand(args: readonly string[], out: Out): Promise<number> {
  const asked = understood(args, { trials: { type: 'string' }, seed: { type: 'string' } })
  const [trials, seed] = [whole(asked?.values['trials'], TRIALS), whole(asked?.values['seed'], undefined)]
  if (asked === undefined || trials === 'wrong' || seed === 'wrong' || trials === undefined) { out.problem(UNCERTAINTY_USAGE); return 2 }
  const json = asked.values['json'] === true
  return answering(out, json, 1, async () => {
    const report = uncertaintyReport(inputOf(asked.path, await textOf(asked.path)), { trials, seed })
    if (json) out.line(JSON.stringify(report))
    else for (const line of uncertaintyText(report, languageOf(asked.values['lang']))) out.line(line)
    return 0
  })
}

function whole(given: string | boolean | undefined, usual: number | undefined): number | undefined | 'wrong' {
  if (given === undefined) return usual
  return typeof given === 'string' && /^\d{1,12}$/.test(given) ? Number(given) : 'wrong'
}
