/**
 * Staples, dS/dU, force and action of a random SU(3) field on 2^4 by Gaugefields.jl 0.7.2, beta = 6. With A the staple sum that the
 * openings of the loops give, S = -Re tr(U A):   dS/dU = (N/2) A,   force coefficients f_k of (i/2) sum f_k lambda_k = TA((N/2) U A),
 * momentum change of a step 1/16: -TA(U A)/32 (group.ts: dP/dtau = -TA(U A)/2). Their measured staple is the sum of the upper staples U_nu(x) U_mu(x+nu) U_nu(x+mu)^dagger.
 */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import { parseLoopAction } from '../../src-engine/action/loop-language.ts';
import { declareLinks, loadLink, pathSum } from '../../src-engine/action/path-product.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { storeAlgebra, tracelessAntiHermitian } from '../../src-engine/group/algebra.ts';
import { su } from '../../src-engine/group/group.ts';
import { mmul, mscale, storeMatrix } from '../../src-engine/kernel/complex.ts';
import { type GaugeField, gaugeFieldOf } from '../../src-engine/lattice/gauge-field.ts';
import { juliaLinks } from '../support/julia-links.ts';
import { newLattice } from '../support/lattice.ts';
import { readNpy } from '../support/npy.ts';
import { describeShared } from '../support/shared-data.ts';

const BETA = 6;
const DIRECTIONS = [0, 1, 2, 3];

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return worst;
};

describeShared('a random 2^4 field of another code', (folder) => {
  const at = join(folder, 'fixtures', 'random_2x2x2x2');
  let field: GaugeField;
  let action: GaugeAction;
  beforeAll(() => {
    const links = juliaLinks(at, 'u');
    const lattice = newLattice(links.dims);
    field = gaugeFieldOf(lattice, links);
    action = new GaugeAction(lattice, unwrap(parseLoopAction(`plaquette: ${BETA}`, su(3), 4)));
  });

  test('plaquette and action', () => {
    const sum = action.loopSums(field.links)[0]!;
    // their plaquette sum and action keep N in front of the trace
    expect(sum * 3).toBeCloseTo(-2.7385215946912114, 12);
    expect(sum / 96).toBeCloseTo(-0.009508755537122262, 14);
    expect(action.value(field.links)).toBeCloseTo(5.477043189382423, 11);
  });

  test('upper staples', () => {
    const out = field.lattice.field(72);
    field.lattice.kernel('upper staples', (k) => {
      const to = k.field('out', 72);
      const u = declareLinks(k, 'links', 3);
      for (const mu of DIRECTIONS) {
        const paths = DIRECTIONS.filter((nu) => nu !== mu).map((nu) => ({
          steps: [nu + 1, mu + 1, -(nu + 1)],
        }));
        storeMatrix(k, to, mu * 18, pathSum(k, u, k.shift(k.here, mu), paths));
      }
    })([out, field.links]);
    expect(largest(field.lattice.read(out), juliaLinks(at, 'measurement_staple').links)).toBeLessThan(1e-12);
  });

  test('dS/dU', () => {
    const out = field.lattice.field(72);
    field.lattice.kernel('derivative', (k) => {
      const to = k.field('out', 72);
      const args = action.declare(k);
      for (const mu of DIRECTIONS)
        storeMatrix(k, to, mu * 18, mscale(k, k.constant(3 / 2), action.staple(k, args, mu)));
    })([out, ...action.fields(field.links)], { params: action.params() });
    expect(largest(field.lattice.read(out), juliaLinks(at, 'dsdu').links)).toBeLessThan(1e-12);
  });

  test('force and momentum change', () => {
    const out = field.lattice.field(36);
    field.lattice.kernel('algebra of the derivative', (k) => {
      const to = k.field('out', 36);
      const args = action.declare(k);
      for (const mu of DIRECTIONS) {
        const x = mmul(k, loadLink(k, args.u, k.here, mu), action.staple(k, args, mu));
        storeAlgebra(k, to, mu, tracelessAntiHermitian(k, x, su(3)));
      }
    })([out, ...action.fields(field.links)], { params: action.params() });
    const ours = field.lattice.read(out);
    for (const mu of DIRECTIONS) {
      const coefficients: number[] = [];
      for (let site = 0; site < field.lattice.volume; site++) {
        const [d0, d1, d2, re01, im01, re02, im02, re12, im12] = [
          ...ours.subarray((site * 4 + mu) * 9, (site * 4 + mu + 1) * 9),
        ] as [number, number, number, number, number, number, number, number, number];
        // twice the element: sum_k c_k lambda_k = -2 i A
        coefficients.push(
          ...[im01, re01, (d0 - d1) / 2, im02, re02, im12, re12, ((d0 + d1 - 2 * d2) * Math.sqrt(3)) / 6].map(
            (x) => 2 * x,
          ),
        );
      }
      const force = readNpy(join(at, `force_coeff${mu}.npy`)).values;
      expect(
        largest(
          coefficients.map((c) => 1.5 * c),
          force,
        ),
      ).toBeLessThan(1e-12);
      const change = readNpy(join(at, `momentum_delta${mu}.npy`)).values;
      expect(
        largest(
          coefficients.map((c) => -c / 32),
          change,
        ),
      ).toBeLessThan(1e-12);
    }
  });
});
