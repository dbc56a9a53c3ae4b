import { describe, expect, test } from 'vitest';
import { conflicts } from '../../../../src-engine/action/loop-action.ts';
import { parseLoopAction } from '../../../../src-engine/action/loop-language.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { su } from '../../../../src-engine/group/group.ts';
import { colourSites, eachSite } from '../../../../src-engine/lattice/colouring.ts';
import { moveSite } from '../../../support/kernel-lab.ts';
import { newLattice } from '../../../support/lattice.ts';

const LATTICES = [
  [4, 4],
  [5, 5],
  [2, 2],
  [3, 7],
  [6, 10],
  [4, 4, 4],
  [3, 4, 5],
  [8, 8, 8, 8],
  [6, 6, 6, 6],
  [2, 2, 2, 2],
  [3, 3, 3, 3],
  [4, 6, 2, 3],
];
const ACTIONS = ['plaquette: 1', 'plaquette: 1; rectangle: -0.1', 'x x y y -x -x -y -y: 1'];

describe.each(LATTICES.map((dims) => [dims.join('x'), dims] as const))('%s', (_, dims) => {
  test.each(ACTIONS)('%s', (text) => {
    const action = unwrap(parseLoopAction(text, su(3), dims.length));
    dims.forEach((_n, mu) => {
      const c = conflicts(action, mu);
      const { of, colours } = colourSites(dims, c, newLattice(dims).layout.splitDimensions[0]);
      expect(new Set(of).size).toBe(colours);
      of.forEach((colour, site) => {
        for (const d of c) {
          const other = moveSite(dims, site, d);
          if (other !== site && of[other] === colour)
            throw new Error(`sites ${site} and ${other} of colour ${colour} differ by ${d.join()}`);
        }
      });
    });
  });
});

describe('the plaquette action', () => {
  const c = [0, 1, 2, 3].map((mu) => conflicts(unwrap(parseLoopAction('plaquette: 1', su(3), 4)), mu));

  test('has two colours on an even lattice, the same for all directions', () => {
    const all = c.map((d) => colourSites([8, 8, 8, 8], d, 3));
    expect(all.map((x) => x.colours)).toEqual([2, 2, 2, 2]);
    expect(new Set(all.map((x) => x.key)).size).toBe(1);
    eachSite([8, 8, 8, 8], (x, site) => {
      expect(all[0]!.of[site] === all[0]!.of[0]).toBe(x.reduce((s, n) => s + n, 0) % 2 === 0);
    });
  });

  test('keeps both halves of the split dimension in one colour, so that no register is visited twice', () => {
    for (const dims of [
      [8, 8, 8, 8],
      [6, 6, 6, 6],
      [4, 4, 6, 12],
    ]) {
      const lattice = newLattice(dims);
      const split = lattice.layout.splitDimensions[0]!;
      const half = dims.map((n, i) => (i === split ? n / 2 : 0));
      for (const d of c) {
        const { of } = colourSites(dims, d, split);
        of.forEach((colour, site) => {
          if (of[moveSite(dims, site, half)] !== colour) throw new Error(`site ${site} of ${dims.join('x')}`);
        });
      }
    }
  });

  test('needs few colours on odd lattices', () => {
    for (const dims of [
      [3, 3, 3, 3],
      [5, 7, 3, 4],
      [5, 5, 5, 5],
    ])
      for (const d of c) expect(colourSites(dims, d).colours).toBeLessThanOrEqual(7);
  });
});

test('without conflicts all sites have one colour', () => {
  expect(colourSites([5, 4], [[0, 0]]).colours).toBe(1);
});
