/**
 * Which lattice shape the links of a small field speak for: neighbours of a wrong shape are not neighbours, so its
 * plaquettes average out, while those of the true shape do not (except near strong coupling, or for a cold field).
 * Test: test/unit/engine/format/geometry.test.ts, test/golden/format-configs.test.ts.
 */
import { sliceValues } from './gauge-file.ts';
import { spatialNeighbours, spatialPlaquettes, temporalPlaquettes } from './measure/plaquette.ts';

/** Sites up to which every shape is tried. */
export const MAX_EVIDENCE_SITES = 1024;

/** A shape counts as better only when its plaquette is larger by this much: ten times the noise of 64 sites. */
const CLEARLY = 0.05;

/** All ordered ways to write `sites` as a product of `d` extents of at least 2. */
const shapes = (sites: number, d: number): readonly (readonly number[])[] => {
  if (d === 1) return sites >= 2 ? [[sites]] : [];
  const found: (readonly number[])[] = [];
  for (let n = 2; n <= sites / 2; n++) {
    if (sites % n === 0) for (const rest of shapes(sites / n, d - 1)) found.push([n, ...rest]);
  }
  return found;
};

const plaquetteOn = (links: Float64Array, dims: readonly number[], colours: number): number => {
  const d = dims.length;
  const length = sliceValues(dims, colours);
  const step = spatialNeighbours(dims.slice(0, -1));
  const slices = dims[d - 1]!;
  const slice = (t: number): Float64Array =>
    links.subarray((t % slices) * length, ((t % slices) + 1) * length);
  let sum = 0;
  for (let t = 0; t < slices; t++) {
    sum +=
      spatialPlaquettes(slice(t), step, d, colours) +
      temporalPlaquettes(slice(t), slice(t + 1), step, d, colours);
  }
  return sum / ((((links.length / length) * step.length) / (d - 1)) * ((d * (d - 1)) / 2));
};

/** The four-dimensional shape whose plaquette is clearly the largest; undefined when none stands out. */
export const clearestShape = (links: Float64Array, colours: number): readonly number[] | undefined => {
  const sites = links.length / (8 * colours * colours);
  if (!Number.isInteger(sites) || sites > MAX_EVIDENCE_SITES) return undefined;
  const ranked = shapes(sites, 4)
    .map((dims) => ({ dims, plaquette: plaquetteOn(links, dims, colours) }))
    .sort((a, b) => b.plaquette - a.plaquette);
  const [first, second] = ranked;
  if (first === undefined) return undefined;
  return first.plaquette > (second?.plaquette ?? 0) + CLEARLY ? first.dims : undefined;
};
