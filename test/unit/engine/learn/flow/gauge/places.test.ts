import { expect, test } from 'vitest';
import { Lattice } from '../../../../../../src-engine/lattice/lattice.ts';
import { PLACES, writePlaces } from '../../../../../../src-engine/learn/flow/gauge/places.ts';
import { makeStripes } from '../../../../../../src-engine/learn/flow/gauge/stripes.ts';
import { newDevice } from '../../../../../support/kernel-lab.ts';

test.each([0, 1] as const)('direction %i: one of four numbers, by the coordinate along the stripe', (mu) => {
  const [width, height, samples] = [8, 4, 4];
  const lattice = new Lattice(newDevice(), [width, height], 'f32', samples);
  const features = lattice.field(PLACES + 1);
  lattice.write(features, new Float64Array(lattice.volume * (PLACES + 1)).fill(7));
  writePlaces(makeStripes(lattice, mu, 3), features, 1);
  const values = lattice.read(features);
  for (let s = 0; s < samples; s++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = ((s * height + y) * width + x) * (PLACES + 1);
        const wanted = [0, 0, 0, 0];
        wanted[(mu === 0 ? x : y) % 4] = 1;
        expect([...values.subarray(at, at + PLACES + 1)]).toEqual([7, ...wanted]);
      }
});
