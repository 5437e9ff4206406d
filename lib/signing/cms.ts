// CMS SignedData (RFC 5652, 2009), detached, as PAdES baseline B-B wants it (ETSI EN 319 142-1 V1.1.1, 2016): P-256 with SHA-256,
// the signed attributes content-type, message-digest and signing-certificate-v2 (RFC 5035, 2007), and no signing-time: a PDF
// carries that itself. Pure but for the signer. Absent: time stamps (B-T), several signers, other algorithms.
import { sha256 } from '@duheng/tlog/sha256.ts'
import { equalBytes } from '@duheng/tlog/text.ts'
import {
  explicit, implicit, integer, octetString, oid, readChildren, readDer, readInteger, sequence, setOf, smallInteger, TAG,
} from './der.ts'
import type { Bytes, DerValue } from './der.ts'
import type { Signer } from './keys.ts'
import type { VerifySignature } from './leaf.ts'
import { derTagged, ECDSA_SHA256, readCertificate } from './x509.ts'
import type { Certificate } from './x509.ts'

const SIGNED_DATA = oid('1.2.840.113549.1.7.2')
const DATA = oid('1.2.840.113549.1.7.1')
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'))
const CONTENT_TYPE = oid('1.2.840.113549.1.9.3')
const MESSAGE_DIGEST = oid('1.2.840.113549.1.9.4')
const SIGNING_CERTIFICATE_V2 = oid('1.2.840.113549.1.9.16.2.47')

export interface SealCertificates {
  /** DER. Its key is the signer's. */
  readonly certificate: Uint8Array
  /** DER of the certificates above it, for verifiers that have only the root's name. */
  readonly chain: readonly Uint8Array[]
}

/** The signature over content whose SHA-256 is `digest`. */
export async function signCms(digest: Uint8Array, signer: Signer, seal: SealCertificates): Promise<Bytes> {
  const certificate = readCertificate(seal.certificate)
  if (certificate === undefined || !equalBytes(certificate.publicKey, signer.publicKey)) {
    throw new RangeError('the certificate is not that of the signing key')
  }
  const attributes = setOf(
    sequence(CONTENT_TYPE, setOf(DATA)),
    sequence(MESSAGE_DIGEST, setOf(octetString(digest))),
    // ESSCertIDv2 with its default hash, SHA-256: whose certificate is meant cannot be exchanged afterwards.
    sequence(SIGNING_CERTIFICATE_V2, setOf(sequence(sequence(sequence(octetString(sha256(seal.certificate))))))),
  )
  const signerInfo = sequence(
    smallInteger(1), sequence(certificate.issuer, integer(certificate.serial)), SHA256, implicit(0, attributes), ECDSA_SHA256,
    octetString(await signer.sign(attributes)),
  )
  const certificates = implicit(0, setOf(seal.certificate, ...seal.chain))
  const signedData = sequence(smallInteger(1), setOf(SHA256), sequence(DATA), certificates, setOf(signerInfo))
  return sequence(SIGNED_DATA, explicit(0, signedData))
}

export interface Cms {
  readonly certificate: Certificate
  readonly chain: readonly Certificate[]
  readonly messageDigest: Uint8Array
  /** What the key signed: the attributes with the tag of a SET (RFC 5652, 5.4). */
  readonly signedAttributes: Uint8Array
  readonly signature: Uint8Array
}

/** Our own form of CMS, or undefined for any other. Nothing is verified. */
export function readCms(bytes: Uint8Array): Cms | undefined {
  const [type, wrapped, ...beside] = childrenOf(readDer(bytes))
  const [signedData, ...behind] = childrenOf(wrapped, 0xa0)
  const [version, digests, content, certificateSet, signerSet, ...more] = childrenOf(signedData)
  if (beside.length + behind.length + more.length > 0) return undefined
  if (!isWhole(type, SIGNED_DATA) || !isWhole(version, smallInteger(1)) || !isWhole(digests, setOf(SHA256))) return undefined
  // Content inside would be a second document.
  if (!isWhole(content, sequence(DATA)) || certificateSet === undefined || signerSet === undefined) return undefined
  const [signer, ...others] = childrenOf(signerSet, TAG.set)
  const [signerVersion, id, digestAlgorithm, attributes, algorithm, mark, ...unsigned] = childrenOf(signer)
  if (others.length > 0 || unsigned.length > 0) return undefined
  if (!isWhole(signerVersion, smallInteger(1)) || !isWhole(digestAlgorithm, SHA256)) return undefined
  if (attributes?.tag !== 0xa0 || !isWhole(algorithm, ECDSA_SHA256) || mark?.tag !== TAG.octetString) return undefined

  const held = childrenOf(certificateSet, 0xa0).map(({ whole }) => readCertificate(whole))
  const certificates = held.filter((found) => found !== undefined)
  if (certificates.length < held.length) return undefined
  const [issuer, serial] = childrenOf(id)
  const number = readInteger(serial)
  if (number === undefined) return undefined
  const certificate = certificates.find((found) => isWhole(issuer, found.issuer) && equalBytes(found.serial, number))
  const messageDigest = attributeValue(attributes, MESSAGE_DIGEST)
  const contentType = attributeValue(attributes, CONTENT_TYPE)
  if (certificate === undefined || messageDigest?.tag !== TAG.octetString || !isWhole(contentType, DATA)) return undefined
  const ids = childrenOf(attributeValue(attributes, SIGNING_CERTIFICATE_V2))
  const [firstId] = childrenOf(ids[0])
  const [hash] = childrenOf(firstId)
  if (hash?.tag !== TAG.octetString || !equalBytes(hash.content, sha256(certificate.whole))) return undefined
  return {
    certificate, chain: certificates.filter((found) => found !== certificate), messageDigest: messageDigest.content,
    signedAttributes: derTagged(attributes, TAG.set), signature: mark.content,
  }
}

function childrenOf(value: DerValue | undefined, tag: number = TAG.sequence): DerValue[] {
  return readChildren(value, tag) ?? []
}

function isWhole(value: DerValue | undefined, expected: Uint8Array): boolean {
  return value !== undefined && equalBytes(value.whole, expected)
}

/** The only value of an attribute that is there exactly once. */
function attributeValue(attributes: DerValue, type: Uint8Array): DerValue | undefined {
  const found = childrenOf(attributes, 0xa0).map((attribute) => childrenOf(attribute)).filter(([name]) => isWhole(name, type))
  const values = found.length === 1 ? childrenOf(found[0]![1], TAG.set) : []
  return values.length === 1 ? values[0] : undefined
}

/** Whether the CMS is its own certificate's signature over content with this SHA-256. Trust in the certificate is another question. */
export async function verifyCms(cms: Cms, digest: Uint8Array, verify: VerifySignature): Promise<boolean> {
  return equalBytes(cms.messageDigest, digest) && verify(cms.certificate.publicKey, cms.signedAttributes, cms.signature)
}
