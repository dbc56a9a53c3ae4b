import { describe, expect, test } from 'vitest';
import { dressedLinks } from '../../../../src-engine/dirac/dressed-links.ts';
import { storeMatrix } from '../../../../src-engine/kernel/complex.ts';
import { gaugeFieldOf } from '../../../../src-engine/lattice/gauge-field.ts';
import { distance } from '../../../support/dirac-lab.ts';
import { freshName } from '../../../support/kernel-lab.ts';
import { newLattice } from '../../../support/lattice.ts';
import { everySite } from '../../../support/plain-gauge.ts';
import { randomField } from '../../../support/random-field.ts';

const CASES = (['periodic', 'antiperiodic'] as const).flatMap((boundary) =>
  (['none', 'staggered'] as const).flatMap((phases) =>
    (['f64', 'f32'] as const).flatMap((precision) =>
      (['full', 'two-rows'] as const).map((storage) => ({ boundary, phases, precision, storage })),
    ),
  ),
);

describe.each([[[4, 2, 2, 4]], [[2, 6]]])('dressed links on %j', (dims) => {
  const configuration = randomField(dims, 3, 8);
  const gauge = gaugeFieldOf(newLattice(dims), configuration);
  const d = dims.length;

  test.each(CASES)('$boundary, phases $phases, $precision, $storage', (options) => {
    const dressed = dressedLinks(gauge, options);
    dressed.refresh();
    const { lattice, storage, links } = dressed;
    expect(links.components).toBe(storage.components);
    // through the kernel, third rows and all
    const out = lattice.field(18 * d);
    lattice.kernel(freshName(), (k) => {
      const [to, from] = [k.field('out', 18 * d), k.field('links', storage.components)];
      for (let mu = 0; mu < d; mu++) storeMatrix(k, to, 18 * mu, storage.load(k, from, k.here, mu));
    })([out, links]);
    const expected = configuration.links.slice();
    everySite(dims).forEach((x, site) => {
      for (let mu = 0; mu < d; mu++) {
        let sign = 1;
        if (options.boundary === 'antiperiodic' && mu === d - 1 && x[mu] === dims[mu]! - 1) sign = -sign;
        if (options.phases === 'staggered') for (let nu = 0; nu < mu; nu++) sign *= x[nu]! % 2 === 0 ? 1 : -1;
        for (let i = 0; i < 18; i++) expected[18 * (site * d + mu) + i]! *= sign;
      }
    });
    expect(distance(lattice.read(out), expected)).toBeLessThan(options.precision === 'f64' ? 1e-14 : 2e-7);
    dressed.release();
  });

  test('a periodic full f64 field is not copied', () => {
    expect(dressedLinks(gauge, { boundary: 'periodic' }).links).toBe(gauge.links);
  });
});
