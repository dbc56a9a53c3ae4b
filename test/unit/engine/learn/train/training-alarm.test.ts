import { expect, test } from 'vitest';
import { TrainingAlarms } from '../../../../../src-engine/learn/train/training-alarm.ts';

const facts = (update: number, ess: number) => ({ update, steps: 1000, samples: 500, ess });
const kinds = (alarms: readonly { readonly kind: string }[]): string[] => alarms.map(({ kind }) => kind);

test('collapse: a fall to one sample, told once until it is over', () => {
  const board = new TrainingAlarms();
  expect(board.check(facts(100, 1 / 500))).toEqual([]);
  expect(board.check(facts(200, 0.3))).toEqual([]);
  expect(kinds(board.check(facts(300, 1.5 / 500)))).toEqual(['collapse']);
  expect(board.check(facts(400, 1 / 500))).toEqual([]);
  const again = new TrainingAlarms(JSON.parse(JSON.stringify(board.state())));
  expect(again.check(facts(450, 1 / 500))).toEqual([]);
  expect(again.check(facts(500, 0.1))).toEqual([]);
  expect(kinds(again.check(facts(600, 1 / 500)))).toEqual(['collapse']);
});

test('collapse: still one sample at half of the training', () => {
  const board = new TrainingAlarms();
  expect(board.check(facts(499, 1 / 500))).toEqual([]);
  expect(kinds(board.check(facts(500, 1 / 500)))).toEqual(['collapse']);
});

test('mode loss: by modes, by fields of the target', () => {
  const board = new TrainingAlarms();
  const lost = { name: 'topological charge', modes: [-3] };
  expect(board.check({ ...facts(1, 0.5), lost: { ...lost, modes: [] }, referenceEss: 0.4 })).toEqual([]);
  const [alarm] = board.check({ ...facts(2, 0.5), lost });
  expect(alarm).toMatchObject({ kind: 'mode-loss', update: 2 });
  expect(alarm!.message).toBe('The flow does not reach fields with topological charge -3.');
  expect(board.check({ ...facts(3, 0.5), referenceEss: 0.01 })).toEqual([]);
  expect(board.check({ ...facts(4, 0.5), referenceEss: 0.5 })).toEqual([]);
  expect(kinds(board.check({ ...facts(5, 0.5), referenceEss: 0.01 }))).toEqual(['mode-loss']);
});

test('a density that is not exact: above a thousandth, or not a number', () => {
  const board = new TrainingAlarms();
  expect(board.check({ ...facts(1, 0.5), densityDeviation: 9e-4 })).toEqual([]);
  const [alarm] = board.check({ ...facts(2, 0.5), densityDeviation: 0.21 });
  expect(alarm).toMatchObject({ kind: 'inexact-density', update: 2 });
  expect(alarm!.message).toContain('up to 0.21');
  expect(alarm!.remedy).toContain('flow.exact-steps');
  expect(board.check({ ...facts(3, 0.5), densityDeviation: 0.3 })).toEqual([]);
  expect(board.check({ ...facts(4, 0.5), densityDeviation: 1e-5 })).toEqual([]);
  expect(kinds(board.check({ ...facts(5, 0.5), densityDeviation: Number.NaN }))).toEqual(['inexact-density']);
});
