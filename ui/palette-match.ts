// Which commands fit what was typed: every word typed must be in the title or its other names; a title that begins with it comes first.
// Pure.

export type Matchable = { readonly title: string; readonly alsoKnownAs?: readonly string[] }

export function matching<C extends Matchable>(commands: readonly C[], typed: string): C[] {
  const words = typed.toLowerCase().slice(0, 100).split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return [...commands]
  const ranked = commands.flatMap((command) => {
    const names = [command.title, ...(command.alsoKnownAs ?? [])].map((name) => name.toLowerCase())
    if (!words.every((word) => names.some((name) => name.includes(word)))) return []
    return [{ command, rank: names.findIndex((name) => name.startsWith(words[0] ?? '')) === -1 ? 1 : 0 }]
  })
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ command }) => command)
}
