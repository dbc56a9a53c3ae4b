/**
 * Weights of a velocity field that vary in flow time: for displacement orbits o, features f contracted to fewer g, and modes d,
 *   N(t)[o][f] = sum_d sum_g W[o][d][g] cos(pi d t) C[g][f] / sqrt(sites modes contracted features),
 * scaled so that weights of one make velocities of one, at the times of a fixed grid. And the chain rule back from cotangents of N.
 * Proved by test/unit/engine/learn/flow/continuous.test.ts.
 */
export interface TimeWeightsShape {
  /** Of the lattice: displacements of all orbits. */
  readonly sites: number;
  readonly orbits: number;
  readonly timeModes: number;
  readonly contracted: number;
  readonly features: number;
  /** Of flow time, in [0, 1]. */
  readonly times: readonly number[];
}

export class TimeWeights {
  private readonly shape: TimeWeightsShape;
  /** [time][mode] */
  private readonly modes: readonly Float64Array[];
  /** [time]: sum_d W cos, [orbit][contracted]; of the last `weights`. */
  private readonly mixed: readonly Float64Array[];
  private contraction = new Float64Array();

  constructor(shape: TimeWeightsShape) {
    this.shape = shape;
    const scale = 1 / Math.sqrt(shape.timeModes * shape.contracted * shape.sites);
    this.modes = shape.times.map((t) =>
      Float64Array.from({ length: shape.timeModes }, (_, d) => scale * Math.cos(Math.PI * d * t)),
    );
    this.mixed = shape.times.map(() => new Float64Array(shape.orbits * shape.contracted));
  }

  /** N(t) at each time, from W and C. */
  weights(w: Float32Array, c: Float32Array, visit: (time: number, n: Float64Array) => void): void {
    const { orbits, timeModes, contracted, features } = this.shape;
    this.contraction = Float64Array.from(c);
    const n = new Float64Array(orbits * features);
    this.modes.forEach((mode, time) => {
      const mixed = this.mixed[time]!;
      mixed.fill(0);
      n.fill(0);
      for (let o = 0; o < orbits; o++) {
        for (let d = 0; d < timeModes; d++)
          for (let g = 0; g < contracted; g++)
            mixed[o * contracted + g]! += mode[d]! * w[(o * timeModes + d) * contracted + g]!;
        for (let g = 0; g < contracted; g++) {
          const m = mixed[o * contracted + g]!;
          for (let f = 0; f < features; f++) n[o * features + f]! += m * this.contraction[g * features + f]!;
        }
      }
      visit(time, n);
    });
  }

  /** Adds what a cotangent of N at one time contributes to those of W and C. */
  addGradient(time: number, nBar: Float64Array, wBar: Float64Array, cBar: Float64Array): void {
    const { orbits, timeModes, contracted, features } = this.shape;
    const mode = this.modes[time]!;
    const mixed = this.mixed[time]!;
    for (let o = 0; o < orbits; o++) {
      for (let g = 0; g < contracted; g++) {
        const m = mixed[o * contracted + g]!;
        let sum = 0;
        for (let f = 0; f < features; f++) {
          const bar = nBar[o * features + f]!;
          sum += bar * this.contraction[g * features + f]!;
          cBar[g * features + f]! += m * bar;
        }
        for (let d = 0; d < timeModes; d++) wBar[(o * timeModes + d) * contracted + g]! += mode[d]! * sum;
      }
    }
  }
}
