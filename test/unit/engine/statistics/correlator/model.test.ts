import { describe, expect, it } from 'vitest';
import {
  type DecayShape,
  decayModel,
  massesOf,
  potentialModel,
} from '../../../../../src-engine/statistics/correlator/model.ts';

const t = Float64Array.of(2, 3, 5, 8);

describe('models', () => {
  it.each<[DecayShape, 1 | 2]>([
    ['exp', 1],
    ['exp', 2],
    ['cosh', 1],
    ['cosh', 2],
  ])('%s with %d states has slopes that are its derivatives', (shape, states) => {
    const model = decayModel({ shape, states, extent: 16, origin: 2 });
    const theta = [Math.log(0.4), Math.log(0.7)].slice(0, states);
    const slopes = model.slopes(theta, t);
    const h = 1e-5;
    for (const j of theta.keys()) {
      const moved = (by: number) =>
        model.columns(
          theta.map((value, i) => (i === j ? value + by : value)),
          t,
        );
      for (const [k, up] of moved(h).entries())
        for (const [i, value] of up.entries())
          expect(slopes[j]![k]![i]!).toBeCloseTo((value - moved(-h)[k]![i]!) / (2 * h), 8);
    }
  });

  it('cosh is a cosh about the middle, exp does not come back', () => {
    const [cosh] = decayModel({ shape: 'cosh', states: 1, extent: 16, origin: 2 }).columns(
      [Math.log(0.3)],
      t,
    );
    const [exp] = decayModel({ shape: 'exp', states: 1, extent: 16, origin: 2 }).columns([Math.log(0.3)], t);
    for (const [i, time] of t.entries()) {
      expect(cosh![i]! / cosh![0]!).toBeCloseTo(Math.cosh(0.3 * (time - 8)) / Math.cosh(0.3 * -6), 13);
      expect(exp![i]!).toBeCloseTo(Math.exp(-0.3 * (time - 2)), 14);
    }
  });

  it('masses come in order', () => {
    const [first, second] = massesOf([Math.log(0.5), Math.log(0.25)]);
    expect(first).toBeCloseTo(0.5, 14);
    expect(second).toBeCloseTo(0.75, 14);
  });

  it('the potential is a constant, a line and a Coulomb term that attracts', () => {
    const columns = potentialModel.columns([], Float64Array.of(1, 2));
    expect(columns.map((column) => [...column])).toEqual([
      [1, 1],
      [1, 2],
      [-1, -0.5],
    ]);
  });
});
