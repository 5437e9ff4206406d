// Words, flags and texts of a command line. Pure; an option nobody knows is refused.

export type Arguments = { ok: true; words: string[]; flags: Set<string>; texts: Map<string, string> } | { ok: false; reason: string }

/** `--flag` and `--text VALUE`; everything else is a word. */
export function readArguments(args: readonly string[], known: { flags: readonly string[]; texts: readonly string[] }): Arguments {
  const words: string[] = []
  const flags = new Set<string>()
  const texts = new Map<string, string>()
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    const name = arg.slice(2)
    if (!arg.startsWith('--')) words.push(arg)
    else if (known.flags.includes(name)) flags.add(name)
    else if (known.texts.includes(name) && args[i + 1] !== undefined) texts.set(name, args[++i] ?? '')
    else return { ok: false, reason: known.texts.includes(name) ? `${arg} needs a value.` : `There is no option ${arg}.` }
  }
  return { ok: true, words, flags, texts }
}
