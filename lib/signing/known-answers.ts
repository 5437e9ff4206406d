// Signatures with a known verdict, for the self-test at start-up and the tests of every verifier. Data only, all in hexadecimal.

export interface KnownAnswer {
  readonly name: string
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: string
  readonly message: string
  readonly signature: string
  readonly valid: boolean
}

const ANNEX_A_KEY = '3059301306072a8648ce3d020106082a811ccf5501822d03420004'
  + '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
const ANNEX_A_SIGNATURE = '3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3'
  + '022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'
const OPENSSL_KEY = '3059301306072a8648ce3d020106082a811ccf5501822d03420004'
  + 'e9f494e6ba4a4ea151ef203101476afe25008249c5b446c5450fa5023cc077f4f3e2fd6bd062f8dd36a758e67e6a69eef4df4baa967516e61803e4449cff2f81'
const OPENSSL_MESSAGE = '647568656e6720736d32206b6e6f776e20616e73776572'

export const KNOWN_ANSWERS: readonly KnownAnswer[] = [
  {
    name: 'SM2: GM/T 0003.5-2012, annex A', publicKey: ANNEX_A_KEY, message: '6d65737361676520646967657374', signature: ANNEX_A_SIGNATURE,
    valid: true,
  },
  {
    name: 'SM2: annex A, another message', publicKey: ANNEX_A_KEY, message: '6d65737361676520646967657375', signature: ANNEX_A_SIGNATURE,
    valid: false,
  },
  {
    name: 'SM2: OpenSSL with the national identity', publicKey: OPENSSL_KEY, message: OPENSSL_MESSAGE,
    signature: '3045022008ec0fe149176ae449346336233c225a3a8adc1073c7d768520ce8f9f7f6d17c'
      + '022100b2449c9567bd33629599f86334c3e6f95fd3127ebb43ca83e630904a8cc8400f',
    valid: true,
  },
  {
    name: 'SM2: OpenSSL with an empty identity', publicKey: OPENSSL_KEY, message: OPENSSL_MESSAGE,
    signature: '304502206074655ea3c39273b63692b44150e45df0be1d924b856a53d0269ea23f58a73f'
      + '0221009ee6f32f61be011d4fbb672995bed3f319bfa40344dad691b14ad9844a8d2e74',
    valid: false,
  },
  {
    name: 'P-256: RFC 6979 (2013), A.2.5, SHA-256, "sample"',
    publicKey: '3059301306072a8648ce3d020106082a8648ce3d03010703420004'
      + '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
    message: '73616d706c65',
    signature: '3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716'
      + '022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    valid: true,
  },
  {
    name: 'Ed25519: RFC 8032 (2017), 7.1, test 1',
    publicKey: '302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature: 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155'
      + '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    valid: true,
  },
]
