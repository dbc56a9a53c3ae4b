import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLoopAction, parseLoopAction } from '../../src-engine/action/loop-language.ts';
import { canonicalLoop, formatPath, reduceLoop, reversePath } from '../../src-engine/action/path.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { su } from '../../src-engine/group/group.ts';
import { randomLoop } from '../support/lattice.ts';

const SEED = 20_240_601;

const dimensions = fc.integer({ min: 2, max: 4 });
/** A reduced loop that is not a point. */
const loops = fc
  .tuple(dimensions, fc.integer({ min: 2, max: 6 }), fc.integer())
  .map(([d, half, seed]) => ({ d, loop: reduceLoop(randomLoop(d, 2 * half, seed)) }))
  .filter(({ loop }) => loop.length > 0);

test('reducing a loop twice is reducing it once, and where it starts does not matter', () => {
  fc.assert(
    fc.property(loops, fc.nat(), ({ loop }, shift) => {
      const by = shift % loop.length;
      const turned = [...loop.slice(by), ...loop.slice(0, by)];
      expect(reduceLoop(loop)).toEqual(loop);
      const one = canonicalLoop(loop);
      expect(canonicalLoop(one)).toEqual(one);
      expect(canonicalLoop(turned)).toEqual(one);
      expect(canonicalLoop(reversePath(loop))).toEqual(one);
      // a detour from any corner comes out again
      expect(canonicalLoop(reduceLoop([...loop.slice(0, by), 1, 2, -2, -1, ...loop.slice(by)]))).toEqual(one);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('the text of an action gives the action again', () => {
  const term = fc.tuple(
    fc.integer({ min: 2, max: 4 }),
    fc.integer(),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => !Object.is(x, -0)),
  );
  fc.assert(
    fc.property(dimensions, fc.array(term, { minLength: 1, maxLength: 4 }), (d, terms) => {
      const text = terms
        .map(([half, seed, orbit, coupling]) => ({ path: randomLoop(d, 2 * half, seed), orbit, coupling }))
        .filter(({ path }) => reduceLoop(path).length > 0)
        .map(({ path, orbit, coupling }) => {
          const steps = formatPath(path);
          return `${orbit ? `orbit(${steps})` : steps}: ${coupling}`;
        })
        .join('\n');
      const parsed = parseLoopAction(text, su(2), d);
      // the same loop twice, or nothing left
      if (!parsed.ok) return;
      const canonical = formatLoopAction(parsed.value);
      const again = unwrap(parseLoopAction(canonical, su(2), d));
      expect(formatLoopAction(again)).toBe(canonical);
      expect(again.terms.map((t) => [t.name, t.coupling])).toEqual(
        parsed.value.terms.map((t) => [t.name, t.coupling]),
      );
      const sorted = (i: number, a: typeof again): string[] => a.terms[i]!.loops.map(formatPath).sort();
      again.terms.forEach((_, i) => expect(sorted(i, again)).toEqual(sorted(i, parsed.value)));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('any text is read or refused with a remedy', () => {
  const words = fc.constantFrom(
    'plaquette',
    'orbit(',
    ')',
    'x',
    '-y',
    '+z',
    't',
    ':',
    ';',
    '\n',
    ' ',
    '6.0',
    '-',
    '1e999',
    'toString',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((w) => w.join(' ')),
      ),
      dimensions,
      (text, d) => {
        const result = parseLoopAction(text, su(3), d);
        if (result.ok) return;
        expect(result.error.code).toMatch(/^action\./);
        expect(result.error.message).toMatch(/\.$/);
        expect(result.error.remedy).toMatch(/\.$/);
      },
    ),
    { seed: SEED, numRuns: 1000 },
  );
});
