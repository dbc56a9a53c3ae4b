import { describe, expect, test } from 'vitest';
import type { Precision } from '../../../../src-engine/kernel/graph.ts';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { fillSamples, sampleSums } from '../../../../src-engine/learn/samples.ts';
import { newDevice } from '../../../support/kernel-lab.ts';

const SAMPLES = 8;

describe.each<Precision>(['f32', 'f64'])('samples in %s', (precision) => {
  const lattice = new Lattice(newDevice(), [3, 2], precision, SAMPLES);
  const sites = 6;

  test('are summed over their sites', () => {
    const field = lattice.field(1);
    // plain order: sample, then site; small integers are exact
    lattice.write(
      field,
      Float64Array.from({ length: SAMPLES * sites }, (_, i) => Math.floor(i / sites) * 100 + (i % sites)),
    );
    expect(Array.from(sampleSums(field))).toEqual(
      Array.from({ length: SAMPLES }, (_, s) => sites * s * 100 + 15),
    );
  });

  test('take one number to all their sites', () => {
    const field = lattice.field(1);
    const numbers = Float64Array.from({ length: SAMPLES }, (_, s) => s - 2.5);
    fillSamples(numbers, field);
    expect(Array.from(lattice.read(field))).toEqual(
      Array.from({ length: SAMPLES * sites }, (_, i) => Math.floor(i / sites) - 2.5),
    );
  });
});
