/**
 * Continuous flow of a real scalar field: the solution at time 1 of dphi/dt = v(phi, t), v linear in features h = (phi, sin omega_f phi) with a kernel over the whole
 * lattice that is constant on orbits of the hypercubic group (velocity-kernels.ts, time-weights.ts), so the flow commutes with translations, rotations,
 * reflections and phi -> -phi; log |det| is the integral of the divergence. M. Gerdes, P. de Haan, C. Rainone, R. Bondesan, M. Cheng, arXiv:2207.00283.
 *
 * Both are integrated by the classical Runge-Kutta scheme with equal steps; the inverse integrates backwards, and gradients are those of the discrete scheme, exactly.
 * Not exact: the integrated divergence as log |det| of the discrete map, and the backward integration as its inverse. Both deviate by O(steps^-4), and the two passes
 * contradict each other by as much (`densityDeviations`): a flow of ESS 0.75 on 8 x 8 (m^2 = -4, lambda = 6.008), trained with 12 steps, by 0.2 in log q with 12 steps,
 * 4e-3 with 24, 1e-4 with 48, 3e-6 with 96. Parameters do not know the number of steps: trainings take `steps`, whoever needs exact densities takes more (exact-flow.ts).
 * Training with too few is rewarded for the error itself: the loss falls below -log Z.
 * Proved by test/unit/engine/learn/flow/continuous.test.ts.
 */
import type { ContinuousFlowSpec } from '../../../api/spec/flow-spec.ts';
import { invariant } from '../../../base/invariant.ts';
import type { Field, Lattice } from '../../../lattice/lattice.ts';
import type { FlowLayer } from '../../flow.ts';
import type { ParameterPiece, Parameters } from '../../parameters.ts';
import { makeMixing } from './mixing.ts';
import type { Displacement } from './orbits.ts';
import { TimeWeights } from './time-weights.ts';
import { velocityKernels } from './velocity-kernels.ts';

/** The classical scheme: stage i begins at x + a[i - 1] dt k[i - 1], at half steps of time `at`; its k enters with weight b. */
const STAGES = [
  { a: 0.5, b: 1 / 6, at: 0 },
  { a: 0.5, b: 1 / 3, at: 1 },
  { a: 1, b: 1 / 3, at: 1 },
  { a: 0, b: 1 / 6, at: 2 },
] as const;

/** W [orbit][mode][contracted feature], C [contracted feature][feature], omega. */
export interface ContinuousPieces {
  readonly weights: ParameterPiece;
  readonly contraction: ParameterPiece;
  readonly frequencies: ParameterPiece;
}

export const makeContinuous = (
  lattice: Lattice,
  name: string,
  spec: ContinuousFlowSpec,
  orbits: readonly (readonly Displacement[])[],
  parameters: Parameters,
  pieces: ContinuousPieces,
): FlowLayer => {
  const { steps, frequencies } = spec;
  const features = frequencies + 1;
  const times = Array.from({ length: 2 * steps + 1 }, (_, i) => i / (2 * steps));
  const timeWeights = new TimeWeights({
    sites: orbits.reduce((n, orbit) => n + orbit.length, 0),
    orbits: orbits.length,
    timeModes: spec.timeModes,
    contracted: spec.features,
    features,
    times,
  });
  const mixing = makeMixing(lattice, times.length, features, orbits.length, 2 * features);
  const kernels = velocityKernels(lattice, orbits, frequencies);
  const [h, hBar] = [lattice.field(features), lattice.field(features)];
  const [u, shares] = [lattice.field(orbits.length), lattice.field(2 * features)];
  const [stage, sum, kBar] = [lattice.field(1), lattice.field(1), lattice.field(1)];
  /** Where each stage began, of the last pass that kept. */
  const kept: Field[] = [];

  const numbers = (piece: ParameterPiece): Float32Array =>
    parameters.values().subarray(piece.offset, piece.offset + piece.length);
  let version = -1;
  /** omega_f, and for each time N[0][..]. */
  let omega = new Float32Array();
  const central: Float64Array[] = [];
  const refresh = (): void => {
    if (version === parameters.version) return;
    version = parameters.version;
    omega = numbers(pieces.frequencies).slice();
    // copies: memory grows when the mixing is first asked, and views of it end
    const [w, c] = [numbers(pieces.weights).slice(), numbers(pieces.contraction).slice()];
    timeWeights.weights(w, c, (time, n) => {
      mixing.set(time, n);
      central[time] = Float64Array.from(n.subarray(0, features), Math.fround);
    });
    mixing.changed();
  };
  /** [x0, scale(f) x_f] of sine after sine, with the frequencies between. */
  const sines = (n: Float64Array, scale: (f: number) => number): number[] =>
    Array.from(omega, (w, f) => [w, scale(f) * n[f + 1]!]).flat();
  const timeOf = (step: number, at: number, sense: 1 | -1): number =>
    sense > 0 ? 2 * step + at : 2 * (steps - step) - at;

  const integrate = (x: Field, logJ: Field, keep: boolean, sense: 1 | -1): void => {
    refresh();
    while (keep && kept.length < 4 * steps) kept.push(lattice.field(1));
    const dt = sense / steps;
    for (let step = 0; step < steps; step++) {
      lattice.copy(x, sum);
      if (keep) lattice.copy(x, kept[4 * step]!);
      STAGES.forEach(({ a, b, at }, i) => {
        const time = timeOf(step, at, sense);
        const n = central[time]!;
        const from = i === 0 ? x : keep ? kept[4 * step + i]! : stage;
        const to = keep && i < 3 ? kept[4 * step + i + 1]! : stage;
        kernels.features([from, logJ, h], { params: [b * dt, n[0]!, ...sines(n, (f) => omega[f]!)] });
        mixing.forward(time, h, u);
        kernels.gather([u, x, sum, to], { params: [a * dt, b * dt] });
      });
      lattice.copy(sum, x);
    }
  };

  const back = (bar: Field, weight: Field, sense: 1 | -1): void => {
    invariant(kept.length > 0, `${name}: backward without a pass that kept`);
    mixing.clearGradient();
    const dt = sense / steps;
    for (let step = steps - 1; step >= 0; step--) {
      const total = sum;
      lattice.copy(bar, total);
      scaled([bar, kBar], { params: [STAGES[3].b * dt] });
      for (let i = 3; i >= 0; i--) {
        const { b, at } = STAGES[i]!;
        const before = STAGES[i - 1];
        const time = timeOf(step, at, sense);
        kernels.scatter([kBar, u]);
        mixing.backward(time, u, hBar);
        const params = [b * dt, (before?.a ?? 0) * dt, (before?.b ?? 0) * dt];
        kernels.adjoint([kept[4 * step + i]!, weight, hBar, bar, total, kBar, h, shares], {
          params: [...params, ...sines(central[time]!, () => 1)],
        });
        mixing.addGradient(time, h, u, shares);
      }
      lattice.copy(total, bar);
    }
    addGradients();
  };
  const scaled = lattice.kernel('continuous scaled', (k) => {
    const [from, to] = [k.field('from', 1), k.field('to', 1)];
    k.store(to, 0, k.mul(k.param(), k.load(from, k.here, 0)));
  });

  const addGradients = (): void => {
    const wBar = new Float64Array(pieces.weights.length);
    const cBar = new Float64Array(pieces.contraction.length);
    const omegaBar = new Float64Array(frequencies);
    times.forEach((_, time) => {
      const { numbers: nBar, shares: sums } = mixing.gradient(time);
      for (let f = 0; f < features; f++) nBar[f]! += sums[f]!;
      for (let f = 0; f < frequencies; f++) omegaBar[f]! += sums[features + 1 + f]!;
      timeWeights.addGradient(time, nBar, wBar, cBar);
    });
    const gradient = parameters.gradient();
    const add = (piece: ParameterPiece, values: Float64Array): void =>
      values.forEach((value, i) => {
        gradient[piece.offset + i]! += value;
      });
    add(pieces.weights, wBar);
    add(pieces.contraction, cBar);
    add(pieces.frequencies, omegaBar);
  };

  return {
    name,
    forward: (x, logJ, keep) => integrate(x, logJ, keep, 1),
    inverse: (x, logJ, keep) => integrate(x, logJ, keep, -1),
    backward: (bar, weight) => back(bar, weight, 1),
    backwardInverse: (bar, weight) => back(bar, weight, -1),
    release: () => {
      for (const field of [h, hBar, u, shares, stage, sum, kBar, ...kept]) lattice.release(field);
      kept.length = 0;
      mixing.release();
    },
  };
};
