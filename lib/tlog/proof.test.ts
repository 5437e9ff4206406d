import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { inclusionProof, leafHash, memoryReader, rootOfLeafHashes } from './merkle.ts'
import {
  addSignatures, cosign, formatNote, formatVerifierKey, isKeyName, NOTE_COSIGNATURE_V1, NOTE_ED25519, openNote, parseNote, parseVerifierKey,
  signNote, verifierKey,
} from './note.ts'
import type { NoteKeyType, NoteSigner } from './note.ts'
import { parsePolicy, quorumReached, thresholdPolicy } from './policy.ts'
import { checkProof, formatProof, parseProof } from './proof.ts'
import { decodeBase64, encodeBase64, utf8 } from './text.ts'

function newSigner(name: string, type: NoteKeyType = NOTE_ED25519): NoteSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return { key: verifierKey(name, Uint8Array.from(raw), type), sign: async (message) => sign(null, message, privateKey) }
}

const log = newSigner('度衡.example/certs/2026h2')
const witnesses = ['province.example', 'university.example', 'neighbour.example'].map((name) => newSigner(name, NOTE_COSIGNATURE_V1))
const leaves = Array.from({ length: 11 }, (_, i) => leafHash(utf8(`certificate ${i}`)))
const checkpoint = { origin: log.key.name, size: leaves.length, root: rootOfLeafHashes(leaves), extensions: [] }

async function signedBy(...cosigners: NoteSigner[]): Promise<string> {
  const text = formatCheckpoint(checkpoint)
  const lines = await Promise.all(cosigners.map((witness, i) => cosign(text, witness, 1_790_000_000 + i)))
  return addSignatures(await signCheckpoint(checkpoint, [log]), lines)
}

function proofOf(index: number, note: string): string {
  return formatProof({ index, hashes: inclusionProof(memoryReader(leaves), index, leaves.length), checkpoint: note })
}

test('the note and key of the signed-note specification open', async () => {
  const key = parseVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
  assert.ok(key)
  assert.equal(formatVerifierKey(key), 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
  const note = 'This is an example message.\n\n— example.com/foo '
    + 'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'
  assert.deepEqual(await openNote(note, [key]), { ok: true, text: 'This is an example message.\n', verified: [{ key }], ignored: 0 })
  assert.deepEqual(await openNote(note.replace('an example', 'no example'), [key]), { ok: false, reason: 'bad-signature' })
  assert.deepEqual(await openNote(note, [log.key]), { ok: false, reason: 'unknown-key' })
})

test('a key string that is not exactly what we would write is refused', () => {
  const good = formatVerifierKey(log.key)
  assert.deepEqual(parseVerifierKey(good), log.key)
  const wrong = [
    '', good.slice(1), good.replace('度衡', '度 衡'), `${good}=`, `${good} `, good.toUpperCase(), good.replace('+', '++'),
    good.replace(/\+[0-9a-f]{8}\+/, '+00000000+'), 'a+b', `x+${good}`, good.replace(/.{4}$/, ''),
  ]
  for (const text of wrong) assert.equal(parseVerifierKey(text), undefined, text)
  assert.equal(isKeyName('a\u3000b'), false)
  assert.equal(isKeyName(''), false)
})

test('notes: several signatures, unknown lines, and all kinds of damage', async () => {
  const other = newSigner('other.example')
  const text = '第一行\n\n第三行\n'
  const note = await signNote(text, [other, log])
  const opened = await openNote(note, [log.key])
  assert.deepEqual(opened, { ok: true, text, verified: [{ key: log.key }], ignored: 1 })
  const parsed = parseNote(note)
  assert.ok(parsed)
  assert.equal(formatNote(parsed), note)
  const forged = note.replace('第一行', '第二行')
  assert.deepEqual(await openNote(forged, [log.key, other.key]), { ok: false, reason: 'bad-signature' })
  const line = note.slice(note.lastIndexOf('— '))
  const malformed = [
    '', '\n', text, `${text}\n`, note.slice(0, -1), note.replace('— ', '- '), `${note}extra\n`, note.replace('第', '第\t'),
    note.replace('第', '\ud800'), `${text}\n${line.replace(' ', '  ')}`, `${text}\n— x AAAA\n`, `${text}\n${line.repeat(101)}`,
    `${text}\n${line.replace('=', '')}`,
  ]
  for (const message of malformed) assert.deepEqual(await openNote(message, [log.key]), { ok: false, reason: 'malformed' }, message)
  assert.equal((await openNote(`${text}\n${line.repeat(100)}`, [log.key])).ok, true)
  assert.throws(() => formatNote({ text: 'no newline', signatures: [] }), RangeError)
})

test('every flipped bit of a signed checkpoint refuses it', async () => {
  const note = await signedBy()
  const bytes = utf8(note)
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice()
    damaged[at] = damaged[at]! ^ (1 << at % 8)
    const message = new TextDecoder().decode(damaged)
    assert.equal((await openCheckpoint(message, [log.key])).ok, false, `byte ${at}`)
  }
})

test('checkpoint texts are read only in their one spelling', () => {
  const text = formatCheckpoint(checkpoint)
  assert.deepEqual(parseCheckpoint(text), checkpoint)
  const extended = { ...checkpoint, extensions: ['status 12', 'x'] }
  assert.deepEqual(parseCheckpoint(formatCheckpoint(extended)), extended)
  const root = encodeBase64(checkpoint.root)
  const wrong = [
    text.slice(0, -1), `\n11\n${root}\n`, `o\n011\n${root}\n`, `o\n-1\n${root}\n`, `o\n1e3\n${root}\n`, `o\n9007199254740993\n${root}\n`,
    `o\n11\n${root.slice(4)}\n`, `o\n11\n${root}\n\nx\n`, 'o\n11\n', `o\n11\n${root.slice(0, -2)}B=\n`,
  ]
  for (const bad of wrong) assert.equal(parseCheckpoint(bad), undefined, bad)
  assert.throws(() => formatCheckpoint({ ...checkpoint, extensions: [''] }), RangeError)
})

test('a log cannot sign a checkpoint of another origin, nor a witness in place of a log', async () => {
  const stranger = newSigner('stranger.example')
  const note = await signCheckpoint(checkpoint, [stranger])
  assert.deepEqual(await openCheckpoint(note, [stranger.key]), { ok: false, reason: 'unknown-log' })
  const onlyWitness = addSignatures(
    (await signCheckpoint(checkpoint, [stranger])), [await cosign(formatCheckpoint(checkpoint), witnesses[0]!, 1)],
  )
  assert.deepEqual(await openCheckpoint(onlyWitness, [log.key], [witnesses[0]!.key]), { ok: false, reason: 'unknown-log' })
})

test('cosignatures carry their time, and a changed time breaks them', async () => {
  const keys = witnesses.map(({ key }) => key)
  const opened = await openCheckpoint(await signedBy(...witnesses), [log.key], keys)
  assert.ok(opened.ok)
  assert.deepEqual(opened.cosignatures, keys.map((key, i) => ({ key, time_s: 1_790_000_000 + i })))
  const line = await cosign(formatCheckpoint(checkpoint), witnesses[0]!, 1_790_000_000)
  line.signature[7] = line.signature[7]! ^ 1
  const note = addSignatures(await signCheckpoint(checkpoint, [log]), [line])
  assert.deepEqual(await openCheckpoint(note, [log.key], keys), { ok: false, reason: 'bad-signature' })
  assert.equal((await openCheckpoint(note, [log.key])).ok, true, 'to who does not know the witness, the line is unknown')
  await assert.rejects(cosign('x\n', log, 1), RangeError)
  await assert.rejects(signNote('x\n', [witnesses[0]!]), RangeError)
})

test('a proof file holds for its own entry under its own policy only', async () => {
  const keys = witnesses.map(({ key }) => key)
  const note = await signedBy(witnesses[0]!, witnesses[2]!)
  for (let index = 0; index < leaves.length; index++) {
    const text = proofOf(index, note)
    const parsed = parseProof(text)
    assert.ok(parsed)
    assert.equal(formatProof(parsed), text)
    const checked = await checkProof(text, leaves[index]!, thresholdPolicy([log.key], keys, 2))
    assert.ok(checked.ok)
    assert.equal(checked.index, index)
    assert.deepEqual(checked.cosignatures.map(({ key }) => key.name), ['province.example', 'neighbour.example'])
  }
  const text = proofOf(4, note)
  const rows: [string, Promise<unknown>, string][] = [
    ['quorum of three', checkProof(text, leaves[4]!, thresholdPolicy([log.key], keys, 3)), 'quorum'],
    ['forged leaf', checkProof(text, leafHash(utf8('forged')), thresholdPolicy([log.key], keys, 2)), 'mismatch'],
    ['wrong index', checkProof(text.replace('index 4', 'index 5'), leaves[4]!, thresholdPolicy([log.key], keys, 2)), 'mismatch'],
    ['index outside', checkProof(text.replace('index 4', 'index 11'), leaves[4]!, thresholdPolicy([log.key], keys, 2)), 'out-of-range'],
    ['unknown log', checkProof(text, leaves[4]!, thresholdPolicy([newSigner('x').key], keys, 0)), 'unknown-log'],
    ['header', checkProof(text.replace('@v1', '@v2'), leaves[4]!, thresholdPolicy([log.key], keys, 0)), 'malformed'],
    ['leading zero', checkProof(text.replace('index 4', 'index 04'), leaves[4]!, thresholdPolicy([log.key], keys, 0)), 'malformed'],
    ['no checkpoint', checkProof(text.slice(0, text.indexOf('\n\n')), leaves[4]!, thresholdPolicy([log.key], keys, 0)), 'malformed'],
  ]
  for (const [name, checked, reason] of rows) assert.deepEqual(await checked, { ok: false, reason }, name)
  const unwitnessed = await checkProof(proofOf(4, await signedBy()), leaves[4]!, thresholdPolicy([log.key], keys, 0))
  assert.ok(unwitnessed.ok)
  assert.deepEqual(unwitnessed.cosignatures, [])
})

test('extra data travel in a proof file', () => {
  const proof = { index: 0, hashes: [], checkpoint: 'c\n', extra: utf8('度衡') }
  assert.deepEqual(parseProof(formatProof(proof)), { ...proof, extra: Uint8Array.from(proof.extra) })
  assert.equal(parseProof('c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\nc\n'), undefined)
  assert.equal(parseProof(`c2sp.org/tlog-proof@v1\nindex 0\n${`${encodeBase64(leaves[0]!)}\n`.repeat(64)}\nc\n`), undefined)
})

test('policies: groups, quorums, and what is refused', () => {
  const [a, b, c] = witnesses.map(({ key }) => formatVerifierKey(key))
  const text = `# 省、大学、邻市\nlog ${formatVerifierKey(log.key)} https://x.example\n\n`
    + `witness P ${a}\nwitness\tU  ${b}\nwitness N ${c} https://w.example\ngroup near 1 P U\ngroup both all near N\nquorum both\n`
  const parsed = parsePolicy(text)
  assert.ok(parsed.ok)
  const keys = witnesses.map(({ key }) => key)
  const rows: [number[], boolean][] = [[[0, 2], true], [[1, 2], true], [[0, 1], false], [[2], false], [[], false], [[0, 1, 2], true]]
  for (const [cosigners, reached] of rows) {
    assert.equal(quorumReached(parsed.policy.quorum, cosigners.map((i) => keys[i]!)), reached, String(cosigners))
  }
  const none = parsePolicy('quorum none\n')
  assert.ok(none.ok && quorumReached(none.policy.quorum, []))
  const wrong: [string, number][] = [
    ['', 1], ['quorum P', 1], ['quorum none\nquorum none', 2], [`witness P ${a}\nwitness Q ${a}\nquorum none`, 2],
    [`witness none ${a}\nquorum none`, 1], [`witness P ${formatVerifierKey(log.key)}\nquorum none`, 1], [`log ${a}\nquorum none`, 1],
    [`witness P ${a}\ngroup g 2 P\nquorum g`, 2], [`witness P ${a}\ngroup g 0 P\nquorum g`, 2], [`group g any h\nquorum g`, 1],
    [`witness P ${a}\ngroup g any P\ngroup h any P\nquorum h`, 3], ['sigsum x\nquorum none', 1], ['quorum none\r\n', 0],
    [`witness P ${a}\nwitness P ${b}\nquorum none`, 2],
  ]
  for (const [policy, line] of wrong) {
    const refused = parsePolicy(policy)
    assert.equal(refused.ok, false, policy)
    assert.equal(refused.line, line, policy)
  }
  assert.throws(() => thresholdPolicy([log.key], keys, 4), RangeError)
})

test('base64 has one spelling', () => {
  for (let length = 0; length < 60; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 91 + length) & 255)
    assert.equal(encodeBase64(bytes), Buffer.from(bytes).toString('base64'))
    assert.deepEqual(decodeBase64(encodeBase64(bytes)), bytes)
  }
  for (const text of ['A', 'AA', 'AA=', 'AB==', 'AAB=', 'A===', '====', 'AA==AA==', 'A A=', 'AAA_', 'AAAé', 'AA\n=']) {
    assert.equal(decodeBase64(text), undefined, text)
  }
})
