/**
 * Normalizing flows: a prior and layers. Layers work in place on a batch field x and add their log-determinant to a density `logJ` of one number per site,
 * whose sum over a sample is log |det|. Cotangents: xBar = dL/dx; the loss is linear in log |det| with one weight per sample, given as a field
 * `weight` of one number per site, constant over each sample.
 * For links, xBar is dL/dRe U + i dL/dIm U element by element.
 */
import type { Field, Lattice } from '../lattice/lattice.ts';
import type { SampleAddress } from '../random/stream.ts';
import type { Parameters } from './parameters.ts';

export interface Prior {
  readonly components: number;
  /**
   * Samples are numbered by `draw`, from its `firstSample` on (`openSampleStream`): the same numbers for any batch size and number of threads.
   */
  draw(z: Field, draw: SampleAddress): void;
  /** density <- log r as one number per site. */
  logDensity(z: Field, density: Field): void;
  /** zBar <- zBar + weight d log r / dz. */
  addGradient(z: Field, weight: Field, zBar: Field): void;
}

export interface FlowLayer {
  readonly name: string;
  /** x <- f(x), logJ += log |det df/dx|. `keep`: remember what `backward` needs. */
  forward(x: Field, logJ: Field, keep: boolean): void;
  /** x <- f^-1(x), logJ += log |det df^-1/dx|. */
  inverse(x: Field, logJ: Field, keep: boolean): void;
  /** After a `forward` that kept: xBar of the output becomes that of the input; adds to the gradient of the parameters. */
  backward(xBar: Field, weight: Field): void;
  /** The same after an `inverse` that kept. */
  backwardInverse(xBar: Field, weight: Field): void;
  release(): void;
}

export interface Flow {
  readonly lattice: Lattice;
  readonly samples: number;
  readonly components: number;
  readonly prior: Prior;
  readonly layers: readonly FlowLayer[];
  readonly parameters: Parameters;
  /** Densities have an error of integration, which is to be looked at where they must be exact (density-check.ts). */
  readonly integrated?: true;
  release(): void;
}
