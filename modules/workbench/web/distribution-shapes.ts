// Small outlines of distributions, so that a form is recognised before its name is read. Paths in a box of 36 × 18, the base line at 16.
import type { StatedType } from '../study-body.ts'

export const SHAPES: Readonly<Record<StatedType, string>> = {
  readings: 'M5 13v.1M11 10v.1M15 14v.1M18 8v.1M22 12v.1M26 9v.1M31 13v.1',
  constant: 'M18 3V16M2 16h32',
  normal: 'M2 16C9 16 12 15 14 9S17 3 18 3s2 0 4 6 5 7 12 7',
  t_scaled: 'M2 15C9 14.5 12 13 14.5 8S17 3 18 3s1 0 3.5 5S27 14.500 34 15',
  t_sd: 'M2 15C9 14.500 12 13 14.500 8S17 3 18 3s1 0 3.500 5S27 14.500 34 15',
  rectangular: 'M2 16h5V6h22v10h5',
  triangular: 'M2 16h4L18 3l12 13h4',
  trapezoidal: 'M2 16h4L13 5h10l7 11h4',
  u_shaped: 'M7 2C8 11 12 13.500 18 13.500S28 11 29 2M2 16h32',
  curvilinear_trapezoid: 'M2 16h3C10 15 10 6 14 6h8c4 0 4 9 9 10h3',
  exponential: 'M4 16V3C7 12 14 15 34 16',
  gamma: 'M3 16C5 16 7 3 11 3s8 12 23 13',
  beta: 'M4 16C7 16 9 4 15 4s10 10 15 12',
  lognormal: 'M3 16C5 16 6 3 9 3s6 12.500 25 13',
  weibull: 'M3 16C6 15 9 4 15 4s8 11 15 12',
  skew_normal: 'M3 16C7 16 9 3 13 3s8 12 20 13',
  gev: 'M3 16C7 16 8 3 12 3s7 12 22 12.500',
  truncated_normal: 'M9 16V9C12 3 16 3 18 3s6 1 9 8v5M2 16h32',
  laplace: 'M2 16C12 15 16 11 18 2c2 9 6 13 16 14',
  logistic: 'M2 16C10 15.500 13 12 15 7s2-4 3-4 1 0 3 4 5 8.500 13 9',
  discrete: 'M8 16V9M16 16V4M24 16V7M30 16v-4M2 16h32',
  samples: 'M4 16v-3h4v-4h4V6h4V3h4v3h4v3h4v4h4v3',
}

/** Shown as buttons; the rest stand in the list. */
export const COMMON: readonly StatedType[] = ['readings', 'normal', 'rectangular', 'triangular', 'u_shaped', 't_scaled', 'trapezoidal', 'constant']
