import { expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { paritySites } from '../../../../src-engine/dirac/parity.ts';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { newDevice } from '../../../support/kernel-lab.ts';
import { newLattice } from '../../../support/lattice.ts';
import { everySite } from '../../../support/plain-gauge.ts';

test.each([
  [[2, 2], 'f64', false],
  [[4, 6], 'f64', true],
  [[4, 6], 'f32', false],
  [[2, 4, 2, 6], 'f64', true],
  [[4, 4, 4, 4], 'f32', true],
] as const)('a kernel on the even sites of %j %s marks those and no others', (dims, precision, whole) => {
  const lattice = new Lattice(newDevice(), dims, precision);
  const { even, odd } = unwrap(paritySites(lattice));
  const mark = lattice.field(1);
  for (const [sites, value] of [
    [even, 1],
    [odd, 2],
  ] as const) {
    lattice.kernel('mark', (k) => k.store(k.field('mark', 1), 0, k.param()))([mark], {
      params: [value],
      sites,
    });
  }
  expect([...lattice.read(mark)]).toEqual(
    everySite(dims).map((x) => (x.reduce((a, b) => a + b) % 2 === 0 ? 1 : 2)),
  );
  expect([even.whole, odd.whole]).toEqual([whole, whole]);
  expect(even.sites).toBe(lattice.volume / 2);
  expect(unwrap(paritySites(lattice)).even).toBe(even);
});

test('an odd extent is refused', () => {
  expect(paritySites(newLattice([4, 3]))).toMatchObject({
    ok: false,
    error: { code: 'fermion.unsupported' },
  });
});
