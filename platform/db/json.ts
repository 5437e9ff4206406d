/** What a jsonb column holds once parsed; written as JSON text. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
