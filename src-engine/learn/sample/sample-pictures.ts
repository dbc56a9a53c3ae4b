/**
 * What samples look like: one number at each site of the plane through the first two directions (the others at 0), and one number of each whole sample.
 *   scalar field: phi, and its magnetisation M = sum phi / V;
 *   U(1): the angle of the plaquette in that plane, in [-pi, pi], and (1/2 pi) times its sum over the plane: in two dimensions the topological charge;
 *   SU(N): the density 1 - Re tr P / N of the action in that plane, and its average over the plane.
 * Drawn with the flow as it is, in the precision it has: pictures are for eyes, weights are elsewhere (proposals.ts).
 * Proved by test/unit/engine/learn/sample/sample-pictures.test.ts.
 */
import { declareLinks, pathProduct } from '../../action/path-product.ts';
import type { ModelTarget } from '../../api/model-manifest.ts';
import { trace } from '../../kernel/complex.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Field } from '../../lattice/lattice.ts';
import type { Flow } from '../flow.ts';
import { runForward } from '../run-flow.ts';
import { plaquetteAngle } from '../target/u1.ts';
import { PICTURE_STAGE } from '../train/draws.ts';

export type PictureQuantity = 'phi' | 'plaquette-angle' | 'action-density';

export interface SamplePicture {
  /** values[y * width + x]. */
  readonly values: Float32Array<ArrayBuffer>;
  /** Magnetisation, charge or average density. */
  readonly number: number;
}

export interface SamplePictures {
  readonly quantity: PictureQuantity;
  readonly width: number;
  readonly height: number;
  readonly samples: readonly SamplePicture[];
}

interface Look {
  readonly quantity: PictureQuantity;
  readonly trace: (k: Tracer) => Real;
  /** From all values of a sample, and of its plane. */
  readonly number: (all: Float64Array, plane: Float64Array) => number;
}

const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

const links = (colours: number): Look => ({
  quantity: 'action-density',
  trace: (k) => {
    const u = declareLinks(k, 'links', colours);
    const plaquette = trace(k, pathProduct(k, u, k.here, [1, 2, -1, -2])).re;
    return k.sub(k.constant(1), k.mul(k.constant(1 / colours), plaquette));
  },
  number: (_, plane) => mean(plane),
});

const looks: Readonly<Record<ModelTarget['theory'], (dimensions: number) => Look>> = {
  phi4: () => ({
    quantity: 'phi',
    trace: (k) => k.load(k.field('phi', 1), k.here, 0),
    number: (all) => mean(all),
  }),
  u1: (dimensions) => ({
    quantity: 'plaquette-angle',
    trace: (k) => {
      const angle = plaquetteAngle(k, k.field('angles', dimensions), k.here, 0, 1);
      const turns = k.nearest(k.mul(k.constant(1 / (2 * Math.PI)), angle));
      return k.sub(angle, k.mul(k.constant(2 * Math.PI), turns));
    },
    number: (_, plane) => (plane.length * mean(plane)) / (2 * Math.PI),
  }),
  su2: () => links(2),
  su3: () => links(3),
};

/** Of the first `count` samples of a batch of fields. */
export const picturesOf = (
  x: Field,
  { theory }: Pick<ModelTarget, 'theory'>,
  count: number,
): SamplePictures => {
  const { lattice } = x;
  const { dims } = lattice;
  const look = looks[theory](dims.length);
  const out = lattice.field(1);
  const kernel = lattice.kernel(`pictures of samples: ${theory}`, (k) => {
    const value = look.trace(k);
    k.store(k.field('picture', 1), 0, value);
  });
  kernel([x, out]);
  const [width, height] = [dims[0]!, dims[1]!];
  const sites = dims.reduce((product, extent) => product * extent, 1);
  const values = lattice.read(out);
  lattice.release(out);
  const samples = Array.from({ length: count }, (_, s): SamplePicture => {
    const all = values.subarray(s * sites, (s + 1) * sites);
    // x runs fastest, then y
    const plane = all.subarray(0, width * height);
    return { values: Float32Array.from(plane), number: look.number(all, plane) };
  });
  return { quantity: look.quantity, width, height, samples };
};

/** As many samples as the flow makes at once; the same ones for the same seed, whatever the parameters: their noise stays. */
export const drawPictures = (
  flow: Flow,
  target: Pick<ModelTarget, 'theory'>,
  { seed, count }: { readonly seed: number; readonly count: number },
): SamplePictures => {
  const { lattice, components, prior } = flow;
  const x = lattice.field(components);
  const logQ = lattice.field(1);
  prior.draw(x, { seed, purpose: 'sampler', update: 0, stage: PICTURE_STAGE });
  runForward(flow, x, logQ, false);
  const pictures = picturesOf(x, target, count);
  lattice.release(x);
  lattice.release(logQ);
  return pictures;
};
