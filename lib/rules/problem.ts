// What is wrong with a text, where. Every reader of rules and procedures answers with these instead of throwing.

/** line and column start at 1; path names the place in the document ("steps.2.cells.I.unit"); message is a sentence. */
export type Problem = { line: number; column: number; path: string; message: string }

export type Reading<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

export function refusal(problems: Problem[]): { ok: false; problems: Problem[] } {
  return { ok: false, problems }
}
