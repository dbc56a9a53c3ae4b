/** Quarks and propagators on small fields, and free quarks in momentum space written out in another basis of gamma matrices. */
import type { DiracSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import type { MesonChannel, SourceSpec } from '../../src-engine/api/spec/hadron-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { makeQuark } from '../../src-engine/hadron/make-quark.ts';
import { makePropagator, type Propagator } from '../../src-engine/hadron/propagator.ts';
import type { Quark } from '../../src-engine/hadron/quark.ts';
import { makeSource, type NoiseAddress } from '../../src-engine/hadron/source.ts';
import { type GaugeField, setCold } from '../../src-engine/lattice/gauge-field.ts';
import { randomGaugeField } from './lattice.ts';
import {
  type Z,
  type ZMatrix,
  zadd,
  zdagger,
  zidentity,
  zplus,
  zproduct,
  zscale,
  ztensor,
  ztimes,
  ztrace,
} from './plain-complex.ts';
import { everySite } from './plain-gauge.ts';

const LINKS = { boundary: 'antiperiodic', smearing: 'none' } as const;
export const wilsonQuark = (kappa: number): DiracSpec => ({ operator: 'wilson', kappa, ...LINKS });
export const staggeredQuark = (mass: number): DiracSpec => ({ operator: 'staggered', mass, ...LINKS });
export const NOISE: NoiseAddress = { seed: 7, update: 3 };

export const coldField = (dims: readonly number[], colours: number): GaugeField => {
  const field = randomGaugeField(dims, colours);
  setCold(field);
  return field;
};

export const quarkOn = (gauge: GaugeField, spec: DiracSpec, blocks = 1, tolerance = 1e-13): Quark =>
  unwrap(makeQuark(gauge, { ...spec, tolerance, maxIterations: 5000 }, blocks));

export const propagatorOf = (
  quark: Quark,
  source: SourceSpec = { source: 'point' },
  noise: NoiseAddress = NOISE,
): Propagator => unwrap(makePropagator(quark, unwrap(makeSource(quark, source, noise))));

/** S of a site: element of sink (spin, colour) and source (spin, index). */
export const elementOf =
  ({ quark, source, columns }: Propagator, site: number) =>
  (spin: number, colour: number, fromSpin: number, index: number): Z => {
    const { values, stride, offset } = columns[fromSpin * source.indices + index]!;
    const at = site * stride + offset + 2 * (spin * quark.colours + colour);
    return [values[at]!, values[at + 1]!];
  };

const PAULI: readonly ZMatrix[] = [
  [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [0, 0],
    ],
  ],
  [
    [
      [0, 0],
      [0, -1],
    ],
    [
      [0, 1],
      [0, 0],
    ],
  ],
  [
    [
      [1, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [-1, 0],
    ],
  ],
];

/** Gamma matrices in the basis of Dirac (4 dimensions; time last, diagonal) or Pauli (2), and gamma_5. */
export const plainBasis = (dimensions: number): { gamma: readonly ZMatrix[]; gamma5: ZMatrix } => {
  if (dimensions === 2) return { gamma: [PAULI[2]!, PAULI[0]!], gamma5: PAULI[1]! };
  const gamma = [...PAULI.map((sigma) => ztensor(PAULI[1]!, sigma)), ztensor(PAULI[2]!, zidentity(2))];
  return { gamma, gamma5: zproduct(...gamma) };
};

/** The matrix that a channel's name says. */
export const plainChannel = (channel: MesonChannel, dimensions: number): ZMatrix => {
  const { gamma, gamma5 } = plainBasis(dimensions);
  const named: Readonly<Record<string, ZMatrix>> = {
    x: gamma[0]!,
    y: gamma[1]!,
    z: gamma[2] ?? gamma5,
    t: gamma.at(-1)!,
    5: gamma5,
  };
  if (channel === '1') return zidentity(gamma5.length);
  return zproduct(...[...channel.matchAll(/g(.)/g)].map(([, name]) => named[name!]!));
};

/** S(x) of free Wilson quarks of one colour, antiperiodic in time: mean over momenta of exp(i p x) / (1 - 2 kappa sum cos p + 2 i kappa sum g sin p). */
export const freeWilsonPropagator = (
  dims: readonly number[],
  kappa: number,
): ((x: readonly number[]) => ZMatrix) => {
  const { gamma } = plainBasis(dims.length);
  const volume = dims.reduce((a, b) => a * b, 1);
  const momenta = everySite(dims).map((n) =>
    n.map((k, mu) => (2 * Math.PI * (k + (mu === dims.length - 1 ? 0.5 : 0))) / dims[mu]!),
  );
  const inverse = momenta.map((p) => {
    const mass = 1 - 2 * kappa * p.reduce((s, q) => s + Math.cos(q), 0);
    const sines = p.map((q) => 2 * kappa * Math.sin(q));
    const norm = mass ** 2 + sines.reduce((s, q) => s + q * q, 0);
    const matrix = gamma.reduce(
      (sum, g, mu) => zplus(sum, ztimes([0, -sines[mu]!], g)),
      ztimes([mass, 0], zidentity(gamma[0]!.length)),
    );
    return ztimes([1 / norm, 0], matrix);
  });
  return (x) =>
    momenta.reduce<ZMatrix>(
      (sum, p, i) => {
        const angle = p.reduce((s, q, mu) => s + q * x[mu]!, 0);
        return zplus(sum, ztimes([Math.cos(angle) / volume, Math.sin(angle) / volume], inverse[i]!));
      },
      ztimes([0, 0], zidentity(gamma[0]!.length)),
    );
};

/** - N sum_x tr[Gamma S(x) Gammabar' S(-x)], Gammabar' = g_t Gamma'^+ g_t: the definition, without gamma_5-hermiticity. */
export const freeMeson = (
  dims: readonly number[],
  colours: number,
  propagator: (x: readonly number[]) => ZMatrix,
  sink: ZMatrix,
  source: ZMatrix,
): Z[] => {
  const time = plainBasis(dims.length).gamma.at(-1)!;
  const bar = zproduct(time, zdagger(source), time);
  const out: Z[] = Array.from({ length: dims.at(-1)! }, () => [0, 0]);
  for (const x of everySite(dims)) {
    const back = propagator(x.map((n) => -n));
    const loop = ztrace(zproduct(sink, propagator(x), bar, back));
    out[x.at(-1)!] = zadd(out[x.at(-1)!]!, zscale(-colours, loop));
  }
  return out;
};
