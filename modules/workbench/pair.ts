/** One text in both languages, Chinese first; as #ui/i18n.ts has it, for files that are read without a browser too. */
export type Pair = readonly [zh: string, en: string]
