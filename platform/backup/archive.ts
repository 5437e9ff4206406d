// What lies inside a backup: a head, parts (tables as lines, files as bytes), and a manifest at the end that says what must have been
// there. Frames of a kind, a length and a payload; each part closes with the SHA-256 of its bytes.
// Absent: encryption (vault.ts), the database (rows.ts).
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { z } from 'zod'
import { BackupUnreadable } from './vault.ts'
import type { Sink } from './vault.ts'

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.number().int().nonnegative()
const Name = z.string().min(1).max(1000)

const Head = z.strictObject({
  release: z.string().max(60), at: z.string().max(40), database: z.enum(['pglite', 'postgres']), demo: z.boolean(), keys: z.boolean(),
  migrations: z.array(z.strictObject({ key: z.string().max(200), sha256: Hex })).max(10_000),
})
const Column = z.strictObject({ name: z.string().max(63), type: z.string().max(120) })
const TablePart = z.strictObject({ part: z.literal('table'), name: Name, columns: z.array(Column).max(1_600) })
const FilePart = z.strictObject({ part: z.literal('file'), name: Name })
const Part = z.discriminatedUnion('part', [TablePart, FilePart])
const End = z.strictObject({ bytes: Count, sha256: Hex, rows: Count })
const Manifest = z.strictObject({
  tables: z.array(z.strictObject({ name: Name, rows: Count, sha256: Hex })).max(10_000),
  sequences: z.array(z.strictObject({ name: Name, last: z.string().regex(/^-?\d{1,19}$/).nullable() })).max(10_000),
  files: z.strictObject({ count: Count, bytes: Count, sha256: Hex }),
  log: z.strictObject({ size: Count, root: Hex }).nullable(),
  acts: z.strictObject({ last: Count, head: Hex }),
})

export type Head = z.infer<typeof Head>
export type Part = z.infer<typeof Part>
export type TablePart = z.infer<typeof TablePart>
export type End = z.infer<typeof End>
export type Manifest = z.infer<typeof Manifest>

const KIND = { head: 1, part: 2, data: 3, end: 4, manifest: 5 } as const
const FRAME_MAX_B = 64 * 1_048_576

function frame(kind: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt8(kind, 0)
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}
const json = (value: unknown) => Buffer.from(JSON.stringify(value))

/** Writes a part: `data` for each stretch of bytes, `end` once. */
export type PartWriter = { data(bytes: Uint8Array, rows?: number): Promise<void>; end(): Promise<End> }

export function archiveWriter(sink: Sink) {
  return {
    head: (head: Head) => sink.write(frame(KIND.head, json(head))),
    part: async (part: Part): Promise<PartWriter> => {
      await sink.write(frame(KIND.part, json(part)))
      const hash = createHash('sha256')
      let [bytes, rows] = [0, 0]
      return {
        data: async (stretch, lines = 0) => {
          hash.update(stretch)
          bytes += stretch.length
          rows += lines
          await sink.write(frame(KIND.data, stretch))
        },
        end: async () => {
          const end = { bytes, sha256: hash.digest('hex'), rows }
          await sink.write(frame(KIND.end, json(end)))
          return end
        },
      }
    },
    manifest: (manifest: Manifest) => sink.write(frame(KIND.manifest, json(manifest))),
  }
}

/** Called in the order of the archive; a reader that throws stops the reading. */
export type ArchiveReader = {
  head(head: Head): Promise<void>
  part(part: Part): Promise<void>
  data(part: Part, bytes: Buffer): Promise<void>
  end(part: Part, end: End): Promise<void>
}

/** Reads a whole archive, checks that every part has the bytes it closes with, and returns the manifest. */
export async function readArchive(plain: AsyncIterable<Buffer>, reader: ArchiveReader): Promise<Manifest> {
  let open: { part: Part; hash: Hash; bytes: number } | undefined
  let [begun, manifest] = [false, undefined as Manifest | undefined]
  for await (const { kind, payload } of frames(plain)) {
    if (manifest !== undefined || (kind !== KIND.head) !== begun) throw damaged('parts are out of order')
    if (kind === KIND.head) { begun = true; await reader.head(parsed(Head, payload)) }
    else if (kind === KIND.part && !open) { open = { part: parsed(Part, payload), hash: createHash('sha256'), bytes: 0 }; await reader.part(open.part) }
    else if (kind === KIND.data && open) { open.hash.update(payload); open.bytes += payload.length; await reader.data(open.part, payload) }
    else if (kind === KIND.end && open) {
      const end = parsed(End, payload)
      if (end.sha256 !== open.hash.digest('hex') || end.bytes !== open.bytes) throw damaged(`${open.part.name} is not what was written`)
      await reader.end(open.part, end)
      open = undefined
    } else if (kind === KIND.manifest && !open) manifest = parsed(Manifest, payload)
    else throw damaged('parts are out of order')
  }
  if (!manifest) throw damaged('the manifest is missing')
  return manifest
}

const damaged = (what: string) => new BackupUnreadable(`The backup file is damaged inside: ${what}.`)

function parsed<T>(shape: z.ZodType<T>, payload: Buffer): T {
  try {
    return shape.parse(JSON.parse(payload.toString('utf8')))
  } catch {
    throw damaged('a description cannot be read')
  }
}

async function* frames(plain: AsyncIterable<Buffer>): AsyncGenerator<{ kind: number; payload: Buffer }> {
  let held: Buffer[] = []
  let size = 0
  const take = (n: number): Buffer => {
    const all = held.length === 1 ? held[0] ?? Buffer.alloc(0) : Buffer.concat(held)
    held = [all.subarray(n)]
    size -= n
    return all.subarray(0, n)
  }
  let head: { kind: number; length: number } | undefined
  for await (const bytes of plain) {
    held.push(bytes)
    size += bytes.length
    for (;;) {
      if (!head) {
        if (size < 5) break
        const five = take(5)
        head = { kind: five.readUInt8(0), length: five.readUInt32BE(1) }
        if (head.length > FRAME_MAX_B) throw damaged('a piece is larger than any that is written')
      }
      if (size < head.length) break
      yield { kind: head.kind, payload: take(head.length) }
      head = undefined
    }
  }
  if (head || size > 0) throw damaged('it ends in the middle of a piece')
}
