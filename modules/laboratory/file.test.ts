import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sniff } from './file.ts'
import type { MediaType } from './file.ts'
import { parseSlip, slipCode } from './number.ts'

const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(40)
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
const jpeg = (width: number, height: number) => {
  const frame = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 3, 0, 0, 0, 0])
  frame.writeUInt16BE(height, 13)
  frame.writeUInt16BE(width, 15)
  return frame
}
const all: readonly MediaType[] = ['image/jpeg', 'image/png', 'application/pdf', 'application/xml']
const text = (s: string) => Buffer.from(s, 'utf8')

for (const [name, bytes, allowed, expected] of [
  ['a photograph', jpeg(4000, 3000), all, 'image/jpeg'],
  ['a picture', png(800, 600), all, 'image/png'],
  ['a PDF', text('%PDF-1.7\n'), all, 'application/pdf'],
  ['an XML file with a byte order mark', text('\uFEFF<?xml version="1.0"?><a/>'), all, 'application/xml'],
  ['a DCC without declaration', text('<dcc:digitalCalibrationCertificate xmlns:dcc="x">'), all, 'application/xml'],
  ['nothing', Buffer.alloc(0), all, 'empty'],
  ['a PDF where pictures are asked for', text('%PDF-1.7\n'), ['image/jpeg'], 'file-type'],
  ['a web page', text('<!doctype html><script>1</script>'), all, 'file-type'],
  ['a program', text('MZ\u0000\u0000'), all, 'file-type'],
  ['a GIF that is also a script', text('GIF89a=1;alert(1)'), all, 'file-type'],
  ['a pixel flood', png(60_000, 60_000), all, 'pixels'],
  ['a picture of no size', png(0, 10), all, 'pixels'],
  ['a JPEG without frame', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0, 0]), all, 'image'],
  ['a JPEG whose segments lead nowhere', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8]), all, 'image'],
  ['a file beyond the limit', Buffer.concat([png(10, 10), Buffer.alloc(10_000_000)]), all, 'too-large'],
] as const) {
  test(`${name}: ${expected}`, () => {
    const found = sniff(bytes, allowed)
    assert.equal(found.ok ? found.mediaType : found.rule, expected)
  })
}

test('a slip survives scanning as an address, small letters and look-alikes', () => {
  const code = slipCode()
  assert.equal(parseSlip(code), code)
  assert.equal(parseSlip(`https://demo.example/s/${code.toLowerCase()}`), code)
  assert.equal(parseSlip('OOOOOIIIII'), '0000011111')
  for (const bad of ['', 'short', 'UUUUUUUUUU', "0000'0000;"]) assert.equal(parseSlip(bad), undefined)
})
