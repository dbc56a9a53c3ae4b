import { describe, expect, test } from 'vitest';
import {
  integrate,
  type Level,
  SCHEMES,
  type Scheme,
} from '../../../../src-engine/update/integrator/index.ts';

const schemes = Object.values(SCHEMES);
const leapfrog = SCHEMES.leapfrog!;
const omelyan2 = SCHEMES['omelyan-2']!;
const omelyan4 = SCHEMES['omelyan-4']!;
const forceGradient = SCHEMES['force-gradient']!;

/** A pendulum with two springs: H = p^2 / 2 - cos q + w q^2 / 2. */
class Pendulum {
  q = 0.7;
  p = 0.4;
  readonly w = 0.3;
  kicks = [0, 0];
  readonly slow = (eps: number): void => {
    this.kicks[0]!++;
    this.p -= eps * this.w * this.q;
  };
  readonly fast = (eps: number): void => {
    this.kicks[1]!++;
    this.p -= eps * Math.sin(this.q);
  };
  readonly both = (eps: number): void => {
    this.kicks[0]!++;
    this.p -= eps * (Math.sin(this.q) + this.w * this.q);
  };
  readonly drift = (eps: number): void => {
    this.q += eps * this.p;
  };
  /** Of a level: the force at a place displaced along it. */
  displaced(kick: (eps: number) => void) {
    return (eps: number, displacement: number): void => {
      const [p, q, kicks] = [this.p, this.q, [...this.kicks]];
      this.p = 0;
      kick(1);
      this.q += displacement * this.p;
      this.p = p;
      kick(eps);
      this.q = q;
      // two forces
      this.kicks = this.kicks.map((n, i) => (n > kicks[i]! ? kicks[i]! + 2 : n));
    };
  }
  energy(): number {
    return this.p ** 2 / 2 - Math.cos(this.q) + (this.w * this.q ** 2) / 2;
  }
}

const run = (levels: (p: Pendulum) => Level[], length: number, p = new Pendulum()): Pendulum => {
  integrate(levels(p), p.drift, length);
  return p;
};
const single =
  (scheme: Scheme, steps: number) =>
  (p: Pendulum): Level[] => [{ scheme, steps, kick: p.both, displacedKick: p.displaced(p.both) }];

/** Forces per step, one of the two at its ends not counted. */
const forcesPerStep = (scheme: Scheme): number =>
  scheme.drifts.length + (scheme.displacements ?? []).filter((d) => d !== 0).length;

test('the schemes are leapfrog, omelyan-2, omelyan-4 and force-gradient', () => {
  expect(Object.keys(SCHEMES)).toEqual(['leapfrog', 'omelyan-2', 'omelyan-4', 'force-gradient']);
  expect(schemes.map((s) => s.order)).toEqual([2, 2, 4, 4]);
  expect(schemes.map(forcesPerStep)).toEqual([1, 2, 5, 3]);
});

describe.each(schemes)('$name', (scheme) => {
  test('kicks and drifts add up to one step, and read the same backwards', () => {
    const sum = (x: readonly number[]): number => x.reduce((s, a) => s + a, 0);
    expect(sum(scheme.kicks)).toBeCloseTo(1, 15);
    expect(sum(scheme.drifts)).toBeCloseTo(1, 15);
    expect(scheme.kicks).toHaveLength(scheme.drifts.length + 1);
    expect([...scheme.kicks].reverse()).toEqual(scheme.kicks);
    expect([...scheme.drifts].reverse()).toEqual(scheme.drifts);
    const displacements = scheme.displacements ?? scheme.kicks.map(() => 0);
    expect(displacements).toHaveLength(scheme.kicks.length);
    expect([...displacements].reverse()).toEqual(displacements);
    // the kicks at both ends are merged with those of the next step
    expect([displacements[0], displacements.at(-1)]).toEqual([0, 0]);
  });

  test('the energy error falls with its order', () => {
    const error = (steps: number): number =>
      Math.abs(run(single(scheme, steps), 2).energy() - new Pendulum().energy());
    for (const n of [16, 32]) {
      const slope = Math.log2(error(n) / error(2 * n));
      expect(Math.abs(slope - scheme.order)).toBeLessThan(0.1);
    }
  });

  test('is reversible', () => {
    const p = run(single(scheme, 7), 3);
    p.p = -p.p;
    integrate(single(scheme, 7)(p), p.drift, 3);
    expect(p.q).toBeCloseTo(0.7, 13);
    expect(p.p).toBeCloseTo(-0.4, 13);
  });

  test('kicks between steps are merged: one force evaluation each', () => {
    const perStep = forcesPerStep(scheme);
    for (const n of [1, 2, 5]) expect(run(single(scheme, n), 1).kicks[0]).toBe(n * perStep + 1);
  });

  test('merged kicks give what separate ones give', () => {
    const p = new Pendulum();
    const step = 1.5 / 6;
    for (let i = 0; i < 6; i++) {
      scheme.kicks.forEach((a, j) => {
        const d = scheme.displacements?.[j] ?? 0;
        if (d === 0) p.both(a * step);
        else p.displaced(p.both)(a * step, d * step ** 2);
        if (j < scheme.drifts.length) p.drift(scheme.drifts[j]! * step);
      });
    }
    const merged = run(single(scheme, 6), 1.5);
    expect(merged.q).toBeCloseTo(p.q, 14);
    expect(merged.p).toBeCloseTo(p.p, 14);
  });
});

test('the coefficient of omelyan-2 minimises the error norm', () => {
  // closed form of the root, Omelyan, Mryglod, Folk (2003) eq. 31
  const root = Math.cbrt(2 * Math.sqrt(326) + 36);
  expect(omelyan2.kicks[0]).toBeCloseTo(0.5 - root / 12 + 1 / (6 * root), 15);
});

test('omelyan-4 fulfils the conditions of fourth order', () => {
  // kicks as a quadrature of t^2 at the times of the drifts, and the other way round
  const { kicks, drifts } = omelyan4;
  let time = 0;
  let momentum = 0;
  let kickSum = 0;
  let driftSum = 0;
  kicks.forEach((a, i) => {
    kickSum += a * time ** 2;
    momentum += a;
    if (i === drifts.length) return;
    driftSum += drifts[i]! * momentum ** 2;
    time += drifts[i]!;
  });
  expect(kickSum).toBeCloseTo(1 / 3, 14);
  expect(driftSum).toBeCloseTo(1 / 3, 14);
});

test('omelyan-2 has smaller errors than leapfrog at equal cost, the schemes of fourth order the smallest', () => {
  const error = (scheme: Scheme, evaluations: number): number =>
    Math.abs(run(single(scheme, evaluations / forcesPerStep(scheme)), 2).energy() - new Pendulum().energy());
  // a step of omelyan-2 costs two forces, of omelyan-4 five, of force-gradient three
  expect(error(omelyan2, 60)).toBeLessThan(error(leapfrog, 60) / 3);
  expect(error(omelyan4, 60)).toBeLessThan(error(omelyan2, 60) / 10);
  expect(error(forceGradient, 60)).toBeLessThan(error(omelyan2, 60) / 10);
});

describe('nested levels', () => {
  const nested =
    (outer: Scheme, n: number, inner: Scheme, m: number) =>
    (p: Pendulum): Level[] => [
      { scheme: outer, steps: n, kick: p.slow, displacedKick: p.displaced(p.slow) },
      { scheme: inner, steps: m, kick: p.fast, displacedKick: p.displaced(p.fast) },
    ];

  test('evaluate the outer force as often as its steps ask, the inner one for each of its drifts', () => {
    const p = run(nested(leapfrog, 4, leapfrog, 3), 1);
    expect(p.kicks).toEqual([4 + 1, 4 * 3 + 1]);
    const q = run(nested(omelyan2, 4, leapfrog, 3), 1);
    expect(q.kicks).toEqual([2 * 4 + 1, 2 * 4 * 3 + 1]);
    const r = run(nested(leapfrog, 2, omelyan4, 1), 1);
    expect(r.kicks).toEqual([2 + 1, 2 * 5 + 1]);
    const s = run(nested(forceGradient, 2, omelyan2, 3), 1);
    expect(s.kicks).toEqual([2 * 3 + 1, 2 * 2 * 3 * 2 + 1]);
  });

  test('agree with a single level in the limit', () => {
    const exact = run(single(omelyan4, 200), 2);
    for (const levels of [
      nested(omelyan4, 60, omelyan4, 2),
      nested(omelyan4, 60, leapfrog, 200),
      nested(omelyan2, 4000, omelyan2, 1),
    ]) {
      const p = run(levels, 2);
      expect(p.q).toBeCloseTo(exact.q, 6);
      expect(p.p).toBeCloseTo(exact.p, 6);
    }
  });

  test('with one inner step of leapfrog are leapfrog', () => {
    const p = run(nested(leapfrog, 9, leapfrog, 1), 1);
    const q = run(single(leapfrog, 9), 1);
    expect(p.q).toBeCloseTo(q.q, 14);
    expect(p.p).toBeCloseTo(q.p, 14);
  });

  const pairs = schemes.flatMap((outer) => schemes.map((inner) => [outer.name, inner.name] as const));

  test.each(pairs)('%s over %s: the order of the lower of both', (outer, inner) => {
    const error = (n: number): number =>
      Math.abs(run(nested(SCHEMES[outer]!, n, SCHEMES[inner]!, 2), 2).energy() - new Pendulum().energy());
    const order = Math.min(SCHEMES[outer]!.order, SCHEMES[inner]!.order);
    expect(Math.abs(Math.log2(error(16) / error(32)) - order)).toBeLessThan(0.15);
  });

  test.each(pairs)('%s over %s is reversible', (outer, inner) => {
    const levels = nested(SCHEMES[outer]!, 3, SCHEMES[inner]!, 2);
    const p = run(levels, 2);
    p.p = -p.p;
    integrate(levels(p), p.drift, 2);
    expect(p.q).toBeCloseTo(0.7, 13);
    expect(p.p).toBeCloseTo(-0.4, 13);
  });
});

test('the last kick of each level is marked, and no other', () => {
  const p = new Pendulum();
  const marks: [boolean[], boolean[]] = [[], []];
  const level = (l: 0 | 1, scheme: Scheme, steps: number): Level => ({
    scheme,
    steps,
    kick: (eps, last) => {
      marks[l].push(last);
      (l === 0 ? p.slow : p.fast)(eps);
    },
    displacedKick: (eps, d) => p.displaced(p.slow)(eps, d),
  });
  integrate([level(0, forceGradient, 2), level(1, leapfrog, 3)], p.drift, 1);
  expect(marks[0]).toEqual([false, false, true]);
  expect(marks[1]).toEqual([...new Array<boolean>(2 * 2 * 3).fill(false), true]);
});
