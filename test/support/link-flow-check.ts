/**
 * Checks of flows of links without the engine's derivatives. Points of a group are moved by U -> exp(e X) U, with X of a basis of the algebra; a change dU of a link
 * of the output has the coordinates of dU U^dagger in the same basis, and both bases have the Haar volume of their group up to a common factor.
 */
import type { Lattice } from '../../src-engine/lattice/lattice.ts';
import type { Parameters } from '../../src-engine/learn/parameters.ts';
import {
  curveErrors,
  type DensityMap,
  DIFFERENCES,
  type GradientErrors,
  type InputChange,
  logAbsDeterminant,
  mapValues,
} from './flow-check.ts';
import { someNumbers } from './kernel-lab.ts';
import { algebraBasis, dagger, exponentialOf, multiply, type PlainMatrix } from './plain-gauge.ts';
import { gaugeTransformed, randomField } from './random-field.ts';

/** Random links of all samples, in the order of batch fields. */
export const randomSamples = (lattice: Lattice, colours: number, seed: number): Float64Array => {
  const { dims, samples } = lattice.layout;
  const all = Array.from({ length: samples }, (_, s) => randomField(dims, colours, seed + 1000 * s).links);
  return joined(all);
};

const joined = (parts: readonly Float64Array[]): Float64Array => {
  const out = new Float64Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

/** The same gauge orbits, every sample with the same transformation. */
export const gaugeTransformedSamples = (
  lattice: Lattice,
  colours: number,
  links: Float64Array,
  seed: number,
): Float64Array => {
  const { dims, samples } = lattice.layout;
  const one = links.length / samples;
  return joined(
    Array.from(
      { length: samples },
      (_, s) => gaugeTransformed({ dims, colours, links: links.slice(s * one, (s + 1) * one) }, seed).links,
    ),
  );
};

/** Batch fields moved by some sites in the first direction. */
export const shiftedSamples = (lattice: Lattice, values: Float64Array, by: number): Float64Array => {
  const extent = lattice.dims[0]!;
  const components = values.length / lattice.volume;
  return values.map((_x, i) => {
    const site = Math.floor(i / components);
    const x = site % extent;
    return values[components * (site - x + ((x + by) % extent)) + (i % components)]!;
  });
};

const rotated = (link: PlainMatrix, generator: PlainMatrix, eps: number, n: number): PlainMatrix =>
  multiply(
    exponentialOf(
      generator.map((g) => eps * g),
      n,
    ),
    link,
    n,
  );

/** Coordinates of an algebra element in `algebraBasis`: those of its generators one after the other, which are a triangular system. */
export const algebraCoordinates = (a: PlainMatrix, n: number): number[] => {
  const out: number[] = [];
  let carried = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) out.push(a[2 * (i * n + j)]!, a[2 * (i * n + j) + 1]!);
    if (i > 0) {
      carried += a[2 * (i - 1) * (n + 1) + 1]!;
      out.push(carried);
    }
  }
  return n === 1 ? [a[1]!] : out;
};

/** |log |det| said - that of the Jacobian by differences| at links of one sample. The lattice holds at least 4 n samples, n = links times generators. */
export const linkDeterminantError = (
  lattice: Lattice,
  colours: number,
  run: DensityMap['run'],
  point: Float64Array,
  step = 1e-3,
): number => {
  const size = 2 * colours ** 2;
  const links = point.length / size;
  const basis = algebraBasis(colours);
  const { samples } = lattice.layout;
  const input = joined(Array.from({ length: samples }, () => point));
  const components = lattice.dims.length * size;
  const said = mapValues(lattice, components, run, input);
  const at = (link: number, generator: number, i: number): number =>
    (4 * (link * basis.length + generator) + i) * point.length;
  for (let link = 0; link < links; link++) {
    const value = point.slice(link * size, (link + 1) * size);
    basis.forEach((x, g) =>
      DIFFERENCES.forEach(([multiple], i) => {
        input.set(rotated(value, x, multiple * step, colours), at(link, g, i) + link * size);
      }),
    );
  }
  const out = mapValues(lattice, components, run, input).x;
  const rows: Float64Array[] = [];
  for (let link = 0; link < links; link++) {
    for (let g = 0; g < basis.length; g++) {
      const row: number[] = [];
      for (let to = 0; to < links; to++) {
        const slope = new Float64Array(size);
        DIFFERENCES.forEach(([, w], i) => {
          const from = at(link, g, i) + to * size;
          for (let c = 0; c < size; c++) slope[c] = slope[c]! + (w * out[from + c]!) / step;
        });
        const image = said.x.slice(to * size, (to + 1) * size);
        row.push(...algebraCoordinates(multiply(slope, dagger(image, colours), colours), colours));
      }
      rows.push(Float64Array.from(row));
    }
  }
  return Math.abs(said.logJ[0]! - logAbsDeterminant(rows));
};

/** The backward pass of a map against differences (`curveErrors`), along `count` random algebra directions of all links and for some parameters. */
export const linkGradientErrors = (
  lattice: Lattice,
  colours: number,
  map: DensityMap,
  parameters: Parameters,
  input: Float64Array,
  { count = 4, step = 1e-3, parameterStep = 1e-3, seed = 5 } = {},
): GradientErrors => {
  const size = 2 * colours ** 2;
  const components = lattice.dims.length * size;
  const basis = algebraBasis(colours);
  const linkOf = (link: number): PlainMatrix => input.slice(link * size, (link + 1) * size);
  const curves = Array.from({ length: count }, (_, i): InputChange => {
    const numbers = someNumbers((input.length / size) * basis.length, seed + 2 + i);
    const generators = Array.from({ length: input.length / size }, (__, link) =>
      basis.reduce((sum, x, g) => {
        const f = numbers[link * basis.length + g]!;
        return sum.map((v, j) => v + f * x[j]!);
      }, new Float64Array(size) as PlainMatrix),
    );
    return {
      moved: (e) =>
        joined(generators.map((x, link) => Float64Array.from(rotated(linkOf(link), x, e, colours)))),
      slope: (xBar) =>
        generators.reduce((sum, x, link) => {
          const change = multiply(x, linkOf(link), colours);
          return sum + change.reduce((s, v, j) => s + v * xBar[link * size + j]!, 0);
        }, 0),
    };
  });
  const options = { curves, parameterCount: 3 * count, step, parameterStep, seed };
  return curveErrors(lattice, components, map, parameters, input, options);
};
