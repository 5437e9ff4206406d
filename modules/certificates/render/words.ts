// The fixed words of a printed certificate, Chinese and English, by kind. Data only; what a laboratory wrote is in the record.
// The order and names of the fields follow the common layout of 检定证书, 检定结果通知书 and 校准证书 in China and the contents asked for by
// ISO/IEC 17025:2017, 7.8.2 and 7.8.4.

import type { CertificateKind, Words } from '@duheng/dcc/record.ts'

export const w = (zh: string, en: string): Words => ({ zh, en })

/** Words that differ between verification and calibration. */
export function kindWords(kind: CertificateKind) {
  const isCalibration = kind === 'calibration'
  const act = isCalibration ? w('校准', 'Calibration') : w('检定', 'Verification')
  return {
    client: isCalibration ? w('客户名称', 'Client') : w('送检单位', 'Applicant'),
    basis: w(`${act.zh}依据`, isCalibration ? 'Calibrated according to' : 'Verified according to'),
    conclusion: w(`${act.zh}结论`, 'Conclusion'),
    date: w(`${act.zh}日期`, `Date of ${isCalibration ? 'calibration' : 'verification'}`),
    measuredBy: isCalibration ? w('校准员', 'Calibrated by') : w('检定员', 'Verified by'),
    environment: w(`${act.zh}环境条件及地点`, `Place and conditions of ${isCalibration ? 'calibration' : 'verification'}`),
    measurementStandards: w(`${act.zh}使用的计量标准装置`, 'Measurement standards used'),
    referenceInstruments: w(`${act.zh}使用的标准器`, 'Reference instruments used'),
    results: w(`${act.zh}结果`, isCalibration ? 'Calibration results' : 'Verification results'),
  }
}

export const words = {
  number: w('证书编号', 'Certificate No.'),
  noticeNumber: w('通知书编号', 'Notice No.'),
  address: w('地址', 'Address'),
  creditCode: w('统一社会信用代码', 'Credit code'),
  item: w('计量器具名称', 'Instrument'),
  model: w('型号/规格', 'Model/Type'),
  serial: w('出厂编号', 'Serial No.'),
  maker: w('制造单位', 'Manufacturer'),
  range: w('测量范围', 'Measuring range'),
  accuracyClass: w('准确度等级', 'Accuracy class'),
  identityCode: w('器具身份码', 'Identity code'),
  assetNumber: w('资产编号', 'Asset No.'),
  approvedBy: w('批准人', 'Approved by'),
  checkedBy: w('核验员', 'Checked by'),
  received: w('接收日期', 'Date of receipt'),
  issued: w('签发日期', 'Date of issue'),
  validUntil: w('有效期至', 'Valid until'),
  phone: w('电话', 'Phone'),
  postcode: w('邮编', 'Postcode'),
  place: w('地点', 'Place'),
  standardName: w('名称', 'Name'),
  standardCode: w('编号', 'No.'),
  standardAccuracy: w('不确定度/准确度等级/最大允许误差', 'Uncertainty, class or MPE'),
  standardCertificate: w('证书编号', 'Certificate No.'),
  visualChecks: w('外观与功能检查', 'Visual and functional checks'),
  check: w('项目', 'Check'),
  verdict: w('结论', 'Verdict'),
  remark: w('说明', 'Remark'),
  mpe: w('最大允许误差', 'MPE'),
  uncertainty: w('扩展不确定度', 'Expanded uncertainty'),
  failed: w('不合格项目', 'Items that failed'),
  decisionRule: w('判定规则', 'Decision rule'),
  remarks: w('备注', 'Remarks'),
  replaces: w('替代证书', 'Replaces certificate'),
  notes: w('说明', 'Notes'),
  blank: w('（以下空白）', 'End of certificate'),
  electronic: w('电子证书', 'Electronic certificate'),
  seal: w('（印章）', 'Seal'),
  verify: w('扫码或输入短码查验', 'Scan or enter the code to verify'),
} as const

/** A verification passes or fails; a calibration states conformity where that was agreed (JCGM 106, ILAC-G8), and passes nothing. */
export const verdictWords = {
  pass: w('合格', 'Passes'), fail: w('不合格', 'Fails'), 'conditional pass': w('有条件合格', 'Passes conditionally'),
  'conditional fail': w('有条件不合格', 'Fails conditionally'), 'not applicable': w('不适用', 'N/A'),
} as const
export const conformityWords = {
  pass: w('符合', 'Conforms'), fail: w('不符合', 'Does not conform'), 'conditional pass': w('有条件符合', 'Conforms conditionally'),
  'conditional fail': w('有条件不符合', 'Does not conform, conditionally'), 'not applicable': w('不适用', 'N/A'),
} as const

/** No legal force: a file key signed it. The wording is fixed by the trust design and printed in both languages, always. */
export const evaluationSeal = ['评估印章', '无法律效力', 'evaluation seal, no legal force'] as const

export function standingNotes(kind: CertificateKind): readonly Words[] {
  return [
    w('本证书的结果仅与上述被测器具有关。', 'The results relate only to the instrument described above.'),
    w('未经本机构书面批准，不得部分复制本证书。', 'This certificate shall not be reproduced except in full without written approval of the institute.'),
    w('电子证书以附于本文件的 XML 数据及数字签名为准，打印件仅供参考，可凭首页二维码查验。',
      'The attached XML data and the digital signatures are binding; a print is for information and can be checked by the QR code.'),
    ...kind === 'rejection'
      ? [w('对检定结果有异议的，可依法申请计量检定结果的复核。', 'Whoever disputes the result may ask for a re-verification as the law provides.')] : [],
  ]
}
