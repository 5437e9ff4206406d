// SM3 (GB/T 32905-2016), synchronous and in plain TypeScript, for browsers, whose WebCrypto has none. Pure.
// Absent: incremental hashing. A PDF of a few megabytes takes a fraction of a second; servers use node:crypto.

const schedule = new Int32Array(68)

export function sm3(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // 4.1: the initial value.
  const v = Int32Array.of(
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
  )
  const whole = bytes.length - (bytes.length % 64)
  for (let offset = 0; offset < whole; offset += 64) compress(v, bytes, offset)

  // 5.2: a 1 bit, zeros, and the length in bits as 64 bits, big-endian.
  const rest = bytes.length - whole
  const tail = new Uint8Array(rest < 56 ? 64 : 128)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(tail.length - 4, (bytes.length << 3) >>> 0)
  for (let offset = 0; offset < tail.length; offset += 64) compress(v, tail, offset)

  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  for (let i = 0; i < 8; i++) out.setInt32(i * 4, v[i]!)
  return digest
}

function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n))
}

/** 5.3.3. W′ is not kept: W′[j] = W[j] ⊕ W[j+4]. */
function compress(v: Int32Array, block: Uint8Array, offset: number): void {
  const w = schedule
  for (let j = 0; j < 16; j++) {
    const at = offset + j * 4
    w[j] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!
  }
  for (let j = 16; j < 68; j++) {
    const x = w[j - 16]! ^ w[j - 9]! ^ rotl(w[j - 3]!, 15)
    w[j] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(w[j - 13]!, 7) ^ w[j - 6]!
  }
  let a = v[0]!
  let b = v[1]!
  let c = v[2]!
  let d = v[3]!
  let e = v[4]!
  let f = v[5]!
  let g = v[6]!
  let h = v[7]!
  for (let j = 0; j < 64; j++) {
    const early = j < 16
    const a12 = rotl(a, 12)
    const ss1 = rotl((a12 + e + rotl(early ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7)
    const tt1 = ((early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (ss1 ^ a12) + (w[j]! ^ w[j + 4]!)) | 0
    const tt2 = ((early ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j]!) | 0
    d = c
    c = rotl(b, 9)
    b = a
    a = tt1
    h = g
    g = rotl(f, 19)
    f = e
    e = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17)
  }
  v[0] = v[0]! ^ a
  v[1] = v[1]! ^ b
  v[2] = v[2]! ^ c
  v[3] = v[3]! ^ d
  v[4] = v[4]! ^ e
  v[5] = v[5]! ^ f
  v[6] = v[6]! ^ g
  v[7] = v[7]! ^ h
}
