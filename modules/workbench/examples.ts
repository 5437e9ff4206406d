// Examples to start from, each with its source; the numbers of publications are their own. Pure data.
import type { Example } from './example.ts'
import type { Pair } from './pair.ts'
import { emptyBody, newInput, type StudyBody, type StudyInput } from './study-body.ts'

type Given = Omit<StudyInput, 'about'> & { readonly said: Pair }
const input = (name: string, estimate: string, unit: string, type: StudyInput['type'], spread: string, said: Pair, dof = ''): Given =>
  ({ ...newInput(name), estimate, unit, type, spread, dof, said })

type Draft = { readonly inputs: readonly Given[] } & Partial<Omit<StudyBody, 'inputs'>>
const bodyOf = ({ inputs, ...rest }: Draft) => (language: 0 | 1): StudyBody =>
  ({ ...emptyBody, ...rest, inputs: inputs.map(({ said, ...one }) => ({ ...one, about: said[language] })) })

const NINETY_NINE = { kind: 'p', p: '0.99', k: '3' } as const
const TWO = { kind: 'k', p: '0.95', k: '2' } as const

/** U is rounded upward, as GUM 7.2.6 allows and H.1.6 does (92.5 nm becomes 93 nm). */
const gaugeBlock: Draft = {
  formula: 'l = ls + d0 + d1 + d2 - ls*(δα*(θ + Δ) + αs*δθ)',
  inputs: [
    input('ls', '50000623', 'nm', 't_scaled', 'u=25', ['标准量块的长度', 'length of the standard'], '18'),
    input('d0', '215', 'nm', 't_scaled', 'u=5.8', ['长度差，五次观测的平均', 'difference, mean of five'], '24'),
    input('d1', '0', 'nm', 't_scaled', 'u=3.9', ['比较仪的随机效应', 'comparator, random'], '5'),
    input('d2', '0', 'nm', 't_scaled', 'u=6.7', ['比较仪的系统效应', 'comparator, systematic'], '8'),
    input('αs', '11.5e-6', '1/K', 'rectangular', 'a=2e-6', ['标准量块的线膨胀系数', 'expansion of the standard']),
    input('δα', '0', '1/K', 'rectangular', 'a=1e-6', ['线膨胀系数之差', 'difference of expansion'], '50'),
    input('θ', '-0.1', 'K', 'normal', 'u=0.2', ['台面平均温度对 20 ℃ 的偏差', 'mean deviation from 20 °C']),
    input('Δ', '0', 'K', 'u_shaped', 'a=0.5', ['温度的循环变化', 'cyclic variation']),
    input('δθ', '0', 'K', 'rectangular', 'a=0.05', ['两量块的温度之差', 'difference of temperature'], '2'),
  ],
  results: [{ name: 'l', unit: 'nm' }], coverage: NINETY_NINE, print: { digits: '2', mode: 'up' },
}

const deviation: Draft = {
  formula: 'δL = Ls + D + d1 + d2 - Ls*(δα*(θ0 + Δ) + αs*δθ) - Lnom',
  inputs: [
    input('Ls', '50000623', 'nm', 't_scaled', 'u=25', ['标准量块的长度', 'length of the standard'], '18'),
    input('D', '215', 'nm', 't_scaled', 'u=6', ['长度差', 'difference'], '24'),
    input('d1', '0', 'nm', 't_scaled', 'u=4', ['比较仪的随机效应', 'comparator, random'], '5'),
    input('d2', '0', 'nm', 't_scaled', 'u=7', ['比较仪的系统效应', 'comparator, systematic'], '8'),
    input('αs', '11.5e-6', '1/K', 'rectangular', 'a=2e-6', ['标准量块的线膨胀系数', 'expansion of the standard']),
    input('θ0', '-0.1', 'K', 'normal', 'u=0.2', ['平均温度偏差', 'mean deviation of temperature']),
    input('Δ', '0', 'K', 'u_shaped', 'a=0.5', ['温度的循环变化', 'cyclic variation']),
    input('δα', '0', '1/K', 'curvilinear_trapezoid', 'a=1e-6; d=1e-7', ['线膨胀系数之差', 'difference of expansion']),
    input('δθ', '0', 'K', 'curvilinear_trapezoid', 'a=0.05; d=0.025', ['两量块的温度之差', 'difference of temperature']),
    input('Lnom', '50', 'mm', 'constant', '', ['标称长度', 'nominal length']),
  ],
  results: [{ name: 'δL', unit: 'nm' }], coverage: NINETY_NINE,
}

const mass: Draft = {
  formula: 'δm = (mR + δmR)*(1 + (ρa - 1.2[kg/m^3])*(1/ρW - 1/ρR)) - 100[g]',
  inputs: [
    input('mR', '100000', 'mg', 'normal', 'u=0.050', ['标准砝码的折算质量', 'conventional mass of the reference']),
    input('δmR', '1.234', 'mg', 'normal', 'u=0.020', ['补平衡的小砝码', 'small mass added']),
    input('ρa', '1.20', 'kg/m^3', 'rectangular', 'a=0.10', ['空气密度', 'density of air']),
    input('ρW', '8000', 'kg/m^3', 'rectangular', 'a=1000', ['被测砝码的密度', 'density of the weight']),
    input('ρR', '8000', 'kg/m^3', 'rectangular', 'a=50', ['标准砝码的密度', 'density of the reference']),
  ],
  results: [{ name: 'δm', unit: 'mg' }],
}

const scale: Draft = {
  formula: 'E = I + δI0 + δId - m - δmd',
  inputs: [
    { ...newInput('I'), unit: 'g', type: 'readings', spread: '10000.8 10000.6 10000.9 10000.7 10000.8 10000.6 10000.7 10000.9 10000.8 10000.7', said: ['示值，十次', 'indication, ten times'] },
    input('δI0', '0', 'g', 'rectangular', 'a=0.25', ['零点的分度', 'resolution at zero']),
    input('δId', '0', 'g', 'rectangular', 'a=0.25', ['加载后的分度', 'resolution at load']),
    input('m', '10', 'kg', 'normal', 'U=0.16g; k=2', ['砝码，按证书', 'weights, from their certificate']),
    input('δmd', '0', 'g', 'rectangular', 'a=0.1', ['砝码的漂移', 'drift of the weights']),
  ],
  results: [{ name: 'E', unit: 'g' }], coverage: TWO, limits: { lower: '-5', upper: '5', rule: 'guarded', r: '1' }, target: '0.4',
}

const impedance: Draft = {
  formula: 'R = V/I*cos(φ)\nX = V/I*sin(φ)\nZ = V/I', measurand: 'R',
  inputs: [
    { ...newInput('V'), unit: 'V', type: 'readings', spread: '5.007 4.994 5.005 4.990 4.999; together=A', said: ['电压幅值', 'amplitude of the voltage'] },
    { ...newInput('I'), unit: 'mA', type: 'readings', spread: '19.663 19.639 19.640 19.685 19.678; together=A', said: ['电流幅值', 'amplitude of the current'] },
    { ...newInput('φ'), unit: 'rad', type: 'readings', spread: '1.0456 1.0438 1.0468 1.0428 1.0433; together=A', said: ['相位差', 'phase'] },
  ],
  results: [{ name: 'R', unit: 'Ω' }, { name: 'X', unit: 'Ω' }, { name: 'Z', unit: 'Ω' }],
}

const cadmium: Draft = {
  formula: 'c = m*P/(Vf + Vr + VT)',
  inputs: [
    input('m', '100.28', 'mg', 'normal', 'u=0.05', ['金属的质量', 'mass of the metal']),
    input('P', '0.9999', '', 'rectangular', 'a=0.0001', ['纯度', 'purity']),
    input('Vf', '100', 'mL', 'triangular', 'a=0.1', ['容量瓶的容积', 'volume of the flask']),
    input('Vr', '0', 'mL', 'normal', 'u=0.02', ['定容重复性', 'repeatability of filling']),
    input('VT', '0', 'mL', 'rectangular', 'a=0.084', ['温度的影响', 'temperature']),
  ],
  results: [{ name: 'c', unit: 'mg/L' }], coverage: TWO,
}

const expansion: Draft = {
  formula: 'A = (L1 - L0)/(L0*(T1 - T0))',
  inputs: [
    input('L0', '1.4999', 'm', 't_sd', 'u=0.0001', ['低温时的长度', 'length when cold'], '3'),
    input('T0', '288.15', 'K', 't_sd', 'u=0.02', ['低温', 'low temperature'], '3'),
    input('L1', '1.5021', 'm', 't_sd', 'u=0.0002', ['高温时的长度', 'length when hot'], '3'),
    input('T1', '373.10', 'K', 't_sd', 'u=0.05', ['高温', 'high temperature'], '3'),
  ],
  results: [{ name: 'A', unit: '1/K' }],
}

/** Two buffers and a glass electrode, whose slope is (E2 - E1)/(pH2 - pH1); our own numbers. */
const acidity: Draft = {
  formula: 'pH = pH1 + (Ex - E1)*(pH2 - pH1)/(E2 - E1)',
  inputs: [
    input('pH1', '4.005', '', 'normal', 'U=0.010; k=2', ['缓冲溶液 1，按证书', 'buffer 1, from its certificate']),
    input('pH2', '6.864', '', 'normal', 'U=0.010; k=2', ['缓冲溶液 2，按证书', 'buffer 2, from its certificate']),
    input('E1', '171.2', 'mV', 'rectangular', 'a=0.2', ['在缓冲溶液 1 中的电位', 'potential in buffer 1']),
    input('E2', '4.1', 'mV', 'rectangular', 'a=0.2', ['在缓冲溶液 2 中的电位', 'potential in buffer 2']),
    { ...newInput('Ex'), unit: 'mV', type: 'readings', spread: '88.4 88.2 88.5 88.3 88.4', said: ['在样品中的电位', 'potential in the sample'] },
  ],
  coverage: TWO,
}

/** First order sees nothing here; Monte Carlo does. */
const loss: Draft = {
  formula: 'δY = X1^2 + X2^2',
  inputs: [
    input('X1', '0.010', '', 'normal', 'u=0.005', ['反射系数之积的实部', 'real part of the product of reflections']),
    input('X2', '0', '', 'normal', 'u=0.005', ['虚部', 'imaginary part']),
  ],
}

const example = (id: string, title: Pair, source: string, draft: Draft): Example<StudyBody> => ({ id, title, source: [source, source], bodyIn: bodyOf(draft) })

export const examples: readonly Example<StudyBody>[] = [
  example('gum-h1', ['量块校准', 'Gauge block calibration'], 'JCGM 100:2008, H.1', gaugeBlock),
  example('s1-9-5', ['量块校准（蒙特卡洛）', 'Gauge block, for Monte Carlo'], 'JCGM 101:2008, 9.5', deviation),
  example('s1-9-3', ['砝码质量', 'Mass of a weight'], 'JCGM 101:2008, 9.3', mass),
  example('scale', ['电子秤 10 kg 示值误差', 'Error of a scale at 10 kg'], '度衡 Duheng', scale),
  example('gum-h2', ['阻抗（同时读数）', 'Impedance, simultaneous readings'], 'JCGM 100:2008, H.2', impedance),
  example('quam-a1', ['镉标准溶液', 'Cadmium calibration standard'], 'EURACHEM/CITAC CG 4, A1', cadmium),
  example('tn1900-e13', ['线膨胀系数', 'Thermal expansion coefficient'], 'NIST TN 1900, E13', expansion),
  example('ph', ['pH 测量', 'Measurement of pH'], '度衡 Duheng', acidity),
  example('s1-9-4', ['微波功率比较损耗', 'Comparison loss in microwave power'], 'JCGM 101:2008, 9.4', loss),
]
