/** Random kernels: programs drawn by fast-check, and what they record. */
import fc from 'fast-check';
import type { Site } from '../../src-engine/kernel/graph.ts';
import { atan2, exp, log, sincos } from '../../src-engine/kernel/math.ts';
import type { Real, Tracer, Uint } from '../../src-engine/kernel/tracer.ts';

/** Components of the two fields that random kernels read. */
export const COMPONENTS = [3, 2] as const;
/** Operations without steps in value or slope. */
export const DIFFERENTIABLE = [
  'load',
  'load',
  'shift',
  'add',
  'sub',
  'mul',
  'fma',
  'div',
  'sqrt',
  'neg',
  'constant',
  'param',
  'move',
  'exp',
  'log',
  'sincos',
  'atan2',
] as const;
/** And those without steps in value. */
export const SMOOTH = [...DIFFERENTIABLE, 'min', 'max', 'abs', 'unit'] as const;
export const ANY = [...SMOOTH, 'select', 'nearest', 'pow2', 'exponent', 'mantissa'] as const;

export interface Step {
  readonly op: (typeof ANY)[number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
export interface Program {
  readonly dims: readonly number[];
  /** Sites to start with, as hops from `here`. */
  readonly walks: readonly (readonly number[])[];
  readonly steps: readonly Step[];
  readonly seed: number;
}

export const programs = (ops: readonly Step['op'][], largestVolume = 400): fc.Arbitrary<Program> =>
  fc.record({
    dims: fc
      .array(fc.constantFrom(2, 2, 3, 4, 4, 5, 6, 8), { minLength: 2, maxLength: 4 })
      .filter((d) => d.reduce((p, n) => p * n, 1) <= largestVolume),
    walks: fc.array(fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    steps: fc.array(
      fc.record({
        op: fc.constantFrom(...ops),
        a: fc.nat(1000),
        b: fc.nat(1000),
        c: fc.nat(1000),
      }),
      { minLength: 5, maxLength: 60 },
    ),
    seed: fc.nat(10000),
  });

/** A value and the site whose frame it lives in. */
export interface Placed {
  readonly v: Real;
  readonly at: Site;
}

/** What a program works with: the numbers of its two fields, and its parameters, declared outside. */
export interface Ingredients {
  readonly fields: readonly number[];
  readonly parameters: readonly Real[];
  /** At least one where the program draws `unit` reals. */
  readonly integers: Uint[];
}

/** Records a program around `origin` and returns its values. Operations are scaled so that errors never grow: values stay within [-4, 4]. */
export const recordProgram = (
  k: Tracer,
  origin: Site,
  { dims, walks, steps }: Program,
  { fields, parameters, integers }: Ingredients,
): readonly Placed[] => {
  const sites: Site[] = [origin];
  const values: Placed[] = [{ v: k.load(fields[0]!, origin, 0), at: origin }];
  for (const walk of walks) {
    const site = walk.reduce((from, hop) => k.shift(from, hop % dims.length, hop < 4 ? 1 : -1), origin);
    sites.push(site);
    values.push({ v: k.load(fields[1]!, site, 0), at: site });
  }
  const half = k.constant(0.5);
  for (const { op, a, b, c } of steps) {
    const first = values[values.length - 1 - (a % Math.min(values.length, 8))]!;
    const at = first.at;
    const other = (n: number): Real => {
      const x = values[n % values.length]!;
      return x.at === at ? x.v : k.move([x.v], at)[0]!;
    };
    const x = first.v;
    const push = (v: Real, site = at): number => values.push({ v, at: site });
    const d = dims.length;
    switch (op) {
      case 'load': {
        const field = b % COMPONENTS.length;
        const site = sites[a % sites.length]!;
        push(k.load(fields[field]!, site, c % COMPONENTS[field]!), site);
        break;
      }
      case 'shift': {
        const from = sites[a % sites.length]!;
        const to = k.shift(from, b % d, [1, -1, 2, -2, 3, -3][c % 6]);
        if (to.displacement.reduce((s, n) => s + Math.abs(n), 0) <= 3) {
          sites.push(to);
          push(k.load(fields[0]!, to, b % COMPONENTS[0]), to);
        }
        break;
      }
      case 'move': {
        // several at once, from wherever they are
        const to = sites[a % sites.length]!;
        const some = [a, b, c].map((n) => values[n % values.length]!.v);
        k.move(some, to).forEach((v) => push(v, to));
        break;
      }
      case 'add':
        push(k.mul(half, k.add(x, other(b))));
        break;
      case 'sub':
        push(k.mul(half, k.sub(x, other(b))));
        break;
      case 'mul':
        push(k.mul(k.constant(0.125), k.mul(x, other(b))));
        break;
      case 'fma':
        push(k.fma(k.mul(k.constant(c % 2 ? 0.0625 : -0.0625), x), other(b), k.mul(half, other(c))));
        break;
      case 'div': {
        const y = other(b);
        push(k.div(x, k.fma(y, y, k.constant(4))));
        break;
      }
      case 'sqrt':
        push(k.sqrt(k.fma(x, x, k.constant(1e-2))));
        push(k.mul(half, values.at(-1)!.v));
        break;
      case 'exp':
        push(exp(k, k.neg(k.mul(x, x))));
        break;
      case 'log':
        push(log(k, k.fma(x, x, k.constant(1))));
        break;
      case 'sincos': {
        const { sin, cos } = sincos(k, x);
        push(sin);
        push(cos);
        break;
      }
      case 'atan2':
        push(atan2(k, x, k.add(other(b), k.constant(5))));
        break;
      case 'min':
        push(k.min(x, other(b)));
        break;
      case 'max':
        push(k.max(x, other(b)));
        break;
      case 'abs':
        push(k.abs(x));
        break;
      case 'neg':
        push(k.neg(x));
        break;
      case 'constant':
        push(k.constant((b % 17) / 4 - 2));
        break;
      case 'param':
        push(k.mul(parameters[b % 2]!, half));
        break;
      case 'unit': {
        const p = k.umul(integers[a % integers.length]!, integers[b % integers.length]!);
        integers.push(
          k.uxor(p.hi, integers[c % integers.length]!),
          k.uadd(p.lo, integers[c % integers.length]!),
        );
        push(k.sub(k.mul(k.constant(2), k.unit(integers.at(-1)!, integers.at(-2)!)), k.constant(1)), k.here);
        break;
      }
      case 'select': {
        const m = k.or(k.lt(x, other(b)), k.and(k.le(other(c), x), k.lt(k.constant(0), x)));
        push(k.select(m, other(c), k.neg(x)));
        break;
      }
      case 'nearest':
        push(k.mul(half, k.nearest(k.mul(k.constant(2), x))));
        break;
      case 'pow2':
        push(k.mul(k.constant(1 / 16), k.pow2(k.nearest(x))));
        break;
      case 'exponent':
        push(k.mul(k.constant(1 / 4), k.exponent(k.fma(x, x, k.constant(0.25)))));
        break;
      case 'mantissa':
        push(k.mantissa(k.fma(x, x, k.constant(0.25))));
        break;
    }
  }
  return values;
};
