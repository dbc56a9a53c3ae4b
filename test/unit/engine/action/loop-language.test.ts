import { describe, expect, test } from 'vitest';
import { formatLoopAction, parseLoopAction } from '../../../../src-engine/action/loop-language.ts';
import { formatPath } from '../../../../src-engine/action/path.ts';
import { type Failure, unwrap } from '../../../../src-engine/base/result.ts';
import { su } from '../../../../src-engine/group/group.ts';
import { randomLoop } from '../../../support/lattice.ts';

const parse = (text: string, dimensions = 4) => parseLoopAction(text, su(3), dimensions);
const canonical = (text: string, dimensions = 4): string => formatLoopAction(unwrap(parse(text, dimensions)));
const failure = (text: string, dimensions = 4): Failure => {
  const result = parse(text, dimensions);
  if (result.ok) throw new Error(`"${text}" was accepted`);
  return result.error;
};

describe('accepted', () => {
  test.each([
    ['plaquette: 6.0', 'plaquette: 6'],
    ['Plaquette:6', 'plaquette: 6'],
    ['  plaquette  :  6e0 ;', 'plaquette: 6'],
    ['rectangle: -0.3; plaquette: 6.0', 'plaquette: 6; rectangle: -0.3'],
    ['\nplaquette: 6\n\nrectangle: -0.3\n', 'plaquette: 6; rectangle: -0.3'],
    ['chair: 1; parallelogram: 2', 'chair: 1; parallelogram: 2'],
    ['orbit(x y -x -y): 2', 'plaquette: 2'],
    ['ORBIT ( t t -z -t -t z ): 2', 'rectangle: 2'],
    // a detour, another start, the other orientation
    ['orbit(z x y -x -y -z): 2', 'plaquette: 2'],
    ['plaquette: 0', 'plaquette: 0'],
  ])('%j is %j', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  test('explicit paths stay single loops, in one spelling', () => {
    const spelling = canonical('x y -x -y: 5.5');
    for (const text of ['y -x -y x: 5.5', 'y, x, -y, -x: 5.5', '+x +y -x -y: 5.5', 'x  y -x -z z -y: 5.5'])
      expect(canonical(text)).toBe(spelling);
    const [term] = unwrap(parse(spelling)).terms;
    expect(term!.loops).toHaveLength(1);
    expect(term!.coupling).toBe(5.5);
  });

  test('anisotropic actions give each plane its coupling', () => {
    const { terms } = unwrap(parse('x y -x -y: 5; x t -x -t: 7', 4));
    expect(terms.map((t) => [t.coupling, t.loops.length])).toEqual(
      expect.arrayContaining([
        [5, 1],
        [7, 1],
      ]),
    );
  });

  test('an orbit without a name is called by its first path', () => {
    const text = canonical('orbit(x x x y -x -x -x -y): 1', 2);
    expect(text).toMatch(/^orbit\([xy -]+\): 1$/);
    expect(canonical(text, 2)).toBe(text);
    const [term] = unwrap(parse(text, 2)).terms;
    expect(term!.loops.map(formatPath)).toHaveLength(2);
  });

  test('the dimensions decide how many loops a name has', () => {
    expect([2, 3, 4].map((d) => unwrap(parse('plaquette: 1', d)).terms[0]!.loops.length)).toEqual([1, 3, 6]);
  });
});

describe('refused, in words', () => {
  test.each<[string, number, string, RegExp, RegExp]>([
    ['', 4, 'action.syntax', /no terms/, /plaquette: 6\.0/],
    [' ; \n ;', 4, 'action.syntax', /no terms/, /plaquette: 6\.0/],
    ['plaquette', 4, 'action.syntax', /"plaquette" is not of the form "loop: coupling"/, /plaquette: 6\.0/],
    ['plaquette: 6: 7', 4, 'action.syntax', /not of the form/, /./],
    ['plaquette: six', 4, 'action.syntax', /coupling "six" of "plaquette" is not a number/, /./],
    ['plaquette:', 4, 'action.syntax', /coupling "" of "plaquette" is not a number/, /./],
    ['plaquette: Infinity', 4, 'action.syntax', /not a number/, /./],
    ['plaquette: NaN', 4, 'action.syntax', /not a number/, /./],
    [': 6', 4, 'action.syntax', /names no loop/, /plaquette: 6\.0/],
    ['orbit(): 6', 4, 'action.syntax', /names no loop/, /./],
    [
      'plaquete: 6',
      4,
      'action.syntax',
      /"plaquete" .* not a step .* 4 dimensions/,
      /named loops are plaquette/,
    ],
    ['constructor: 6', 4, 'action.syntax', /"constructor" .* not a step/, /./],
    ['__proto__: 6', 4, 'action.syntax', /"__proto__" .* not a step/, /./],
    ['x y -x -w: 1', 4, 'action.syntax', /"-w"/, /x, -x, y, -y, z, -z, t, -t/],
    ['x t -x -t: 1', 3, 'action.syntax', /"t" .* 3 dimensions/, /Steps are x, -x, y, -y, z, -z;/],
    ['x z -x -z: 1', 2, 'action.syntax', /"z" .* 2 dimensions/, /Steps are x, -x, y, -y;/],
    ['chair: 1', 2, 'action.syntax', /A chair needs 3 dimensions; the lattice has 2/, /Leave the term out/],
    ['parallelogram: 1', 2, 'action.syntax', /A parallelogram needs 3 dimensions/, /./],
    ['x y -x: 1', 4, 'action.openLoop', /"x y -x" does not return to its start/, /close it/],
    ['orbit(x x x x): 1', 4, 'action.openLoop', /does not return/, /./],
    ['x -x: 1', 4, 'action.syntax', /goes back the way it came/, /./],
    ['x y -y -x: 1', 4, 'action.syntax', /trace is constant/, /./],
    ['orbit(x y -x -y: 1', 4, 'action.syntax', /not a step/, /./],
    ['plaquette: 1; plaquette: 2', 4, 'action.syntax', /loop plaquette is there twice/, /Add its couplings/],
    ['plaquette: 1; orbit(x y -x -y): 2', 4, 'action.syntax', /plaquette is there twice/, /./],
    [`${'x '.repeat(13)}${'-x '.repeat(13)}: 1`, 4, 'action.syntax', /26 steps/, /at most 24/],
    [`plaquette: 1;${' '.repeat(10_000)}`, 4, 'action.syntax', /characters/, /at most 10000/],
  ])('%j in %i dimensions: %s', (text, dimensions, code, message, remedy) => {
    const error = failure(text, dimensions);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
  });

  test('long names are cut in messages', () => {
    expect(failure(`${'a'.repeat(5000)}: 1`).message.length).toBeLessThan(200);
  });

  test('a thousand loops are the limit', () => {
    const many = Array.from({ length: 12 }, (_, i) => `orbit(${formatPath(randomLoop(4, 20, i))}): 1`).join(
      ';',
    );
    expect(failure(many).message).toMatch(/too many loops/);
  });
});
