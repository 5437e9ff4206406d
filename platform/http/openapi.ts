// Describes routes for the OpenAPI 3.1 document, from the same shapes that validate them.
import { describeRoute, resolver } from 'hono-openapi'
import type { z } from 'zod'
import type { Words } from './problem.ts'

/** Tag (the module), what the route does in both languages, and the shape it answers with. */
export const describe = (tag: string, words: Words, answer?: z.ZodType) => describeRoute({
  tags: [tag],
  summary: words[1],
  description: words[0],
  responses: {
    200: answer
      ? { description: words[1], content: { 'application/json': { schema: resolver(answer) } } }
      : { description: words[1] },
    default: { description: 'A refusal: problem+json (RFC 9457)', content: { 'application/problem+json': {} } },
  },
})
