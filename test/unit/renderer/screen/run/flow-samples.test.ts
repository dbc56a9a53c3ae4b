import { expect, test } from 'vitest';
import type { SamplePictureFacts } from '../../../../../src-main/contract/index.ts';
import { numberText, scaleOf } from '../../../../../src-renderer/screen/run/sample-looks.ts';
import { trainingText as text } from '../../../../../src-renderer/text/training.ts';

const pictures = (quantity: SamplePictureFacts['quantity']): SamplePictureFacts => ({
  step: 10,
  seed: 1,
  quantity,
  width: 2,
  height: 1,
  samples: [
    { values: new Float32Array([0.25, -0.5]), number: -0.125 },
    { values: new Float32Array([1.5, 0.5]), number: 1 },
  ],
});

test('all samples share one scale: symmetric for what has a sign, the circle for angles', () => {
  expect(scaleOf(pictures('phi'))).toEqual({ min: -1.5, max: 1.5 });
  expect(scaleOf(pictures('action-density'))).toEqual({ min: -0.5, max: 1.5 });
  expect(scaleOf(pictures('plaquette-angle'))).toEqual({ min: -Math.PI, max: Math.PI });
});

test('the number of a sample is its magnetisation, its charge, or nothing that is none', () => {
  expect(numberText(pictures('phi'), -0.125, 2)).toBe(text.magnetisation('−0.125'));
  expect(numberText(pictures('plaquette-angle'), 0.99999, 2)).toBe(text.charge('1'));
  expect(numberText(pictures('plaquette-angle'), -0.00001, 2)).toBe(text.charge('0'));
  expect(numberText(pictures('plaquette-angle'), 0.7, 3)).toBeNull();
  expect(numberText(pictures('action-density'), 0.4, 2)).toBe(text.meanDensity('0.400'));
});
