import { expect, test } from 'vitest';
import {
  firstChoice,
  fitChoice,
  hiddenAxes,
  withAxis,
  withPlace,
} from '../../../../../src-renderer/screen/configuration/slice-choice.ts';

const dims = [8, 10, 12, 16];

test('begins with x across, y up, and the middle of the others', () => {
  expect(firstChoice(dims)).toEqual({ axes: [0, 1], at: [4, 5, 6, 8] });
  expect(hiddenAxes(firstChoice(dims), dims)).toEqual([2, 3]);
});

test('an axis that is already shown changes places with the other one', () => {
  const choice = firstChoice(dims);
  expect(withAxis(choice, 0, 3).axes).toEqual([3, 1]);
  expect(withAxis(choice, 0, 1).axes).toEqual([1, 0]);
  expect(withAxis(choice, 1, 0).axes).toEqual([1, 0]);
  expect(withAxis(choice, 1, 1).axes).toEqual([0, 1]);
});

test('places survive a change of axes', () => {
  const moved = withPlace(firstChoice(dims), 3, 11);
  expect(withAxis(withAxis(moved, 0, 3), 0, 0).at).toEqual([4, 5, 6, 11]);
});

test('a field without the time axis gets axes and places that it has', () => {
  const overTime = withAxis(withPlace(firstChoice(dims), 2, 11), 1, 3);
  expect(fitChoice(overTime, [8, 10, 12])).toEqual({ axes: [0, 1], at: [4, 5, 11] });
  expect(fitChoice(withPlace(firstChoice(dims), 0, 7), [4, 4, 4, 4]).at).toEqual([3, 3, 3, 3]);
});
