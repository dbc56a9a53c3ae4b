import { describe, expect, test } from 'vitest';
import { conflicts, isLinear, type LoopAction, openings } from '../../../../src-engine/action/loop-action.ts';
import { parseLoopAction } from '../../../../src-engine/action/loop-language.ts';
import { displacementOf } from '../../../../src-engine/action/path.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { su } from '../../../../src-engine/group/group.ts';
import {
  everySite,
  linkOf,
  multiply,
  productAlong,
  traceOf,
  twistedTrace,
} from '../../../support/plain-gauge.ts';
import { randomField } from '../../../support/random-field.ts';

const action = (text: string, dimensions: number): LoopAction =>
  unwrap(parseLoopAction(text, su(2), dimensions));

const LOOPS: [string, number][] = [
  ['plaquette: 1', 2],
  ['plaquette: 1', 4],
  ['rectangle: 1', 3],
  ['chair: 1', 3],
  ['parallelogram: 1', 3],
  ['x y -x -y: 1', 3],
  ['orbit(x x y y -x -x -y -y): 1', 2],
  ['x y -x -y -x -y x y: 1', 2],
  ['plaquette: 1; rectangle: -0.5; x x x y -x -x -x -y: 2', 2],
];

describe.each(LOOPS)('openings of %s in %i dimensions', (text, dimensions) => {
  const loops = action(text, dimensions);

  test('close the link, and every step of every loop opens once', () => {
    const steps = loops.terms.flatMap((t) => t.loops.flat()).length;
    let found = 0;
    for (let mu = 0; mu < dimensions; mu++) {
      for (const { steps: path } of openings(loops, mu)) {
        found++;
        expect(displacementOf(path, dimensions).map((n, i) => n + (i === mu ? 1 : 0))).toEqual(
          new Array(dimensions).fill(0),
        );
      }
    }
    expect(found).toBe(steps);
  });

  test('carry the trace of the loop they come from', () => {
    const c = randomField([3, 4, 3, 4].slice(0, dimensions), 2, 5);
    for (const x of everySite(c.dims).slice(0, 5)) {
      for (let mu = 0; mu < dimensions; mu++) {
        for (const o of openings(loops, mu)) {
          const rest = productAlong(
            c,
            x.map((n, i) => n + (i === mu ? 1 : 0)),
            o.steps,
          );
          const start = x.map((n, i) => n + o.origin[i]!);
          const whole = twistedTrace(c, start, loops.terms[o.term]!.loops[o.loop]!);
          expect(traceOf(multiply(linkOf(c, x, mu), rest, 2), 2)[0]).toBeCloseTo(whole, 12);
        }
      }
    }
  });
});

describe('conflicts', () => {
  const keys = (list: number[][]): string[] => list.map((d) => d.join()).sort();

  test('of the plaquette are the neighbours across the direction', () => {
    expect(keys(conflicts(action('plaquette: 1', 2), 0))).toEqual(['0,-1', '0,0', '0,1']);
    expect(conflicts(action('plaquette: 1', 4), 2)).toHaveLength(1 + 6);
  });

  test('of the rectangle reach two sites', () => {
    expect(keys(conflicts(action('rectangle: 1', 2), 0))).toEqual(
      keys([
        [0, 0],
        [0, 1],
        [0, -1],
        [0, 2],
        [0, -2],
        [1, 0],
        [-1, 0],
        [1, 1],
        [-1, -1],
        [1, -1],
        [-1, 1],
      ]),
    );
  });

  test('come in pairs of opposite sign', () => {
    const list = keys(conflicts(action('chair: 1; parallelogram: 1', 4), 1));
    for (const d of list) {
      const opposite = d
        .split(',')
        .map((n) => (n === '0' ? '0' : String(-Number(n))))
        .join();
      expect(list).toContain(opposite);
    }
  });
});

describe('linearity', () => {
  test.each<[string, readonly number[], boolean]>([
    ['plaquette: 1', [4, 4, 4, 4], true],
    ['rectangle: 1; chair: 1; parallelogram: 1', [4, 4, 4], true],
    ['x y -x -y x y -x -y: 1', [8, 8], false],
    ['plaquette: 1; x y -x -y -x -y x y: 1', [8, 8], true],
    ['plaquette: 1', [2, 2], true],
    ['x x x y -x -x -x -y: 1', [4, 4], true],
    // the third link of this side is the first one again
    ['x x x y -x -x -x -y: 1', [2, 4], false],
    // both ends of this loop are one link
    ['x x x y -x -x -x -y: 1', [3, 4], false],
    ['rectangle: 1', [4, 2], false],
    ['rectangle: 1', [3, 4], true],
  ])('%s on %j: %s', (text, dims, expected) => {
    expect(isLinear(action(text, dims.length), dims)).toBe(expected);
  });
});
