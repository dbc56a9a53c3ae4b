/** How samples of a flow are coloured and told, by what is seen of them. Test: test/unit/renderer/screen/run/flow-samples.test.ts. */
import type { SamplePictureFacts } from '../../../src-main/contract/index.ts';
import { type ColourScale, scaleFor } from '../../lattice-view/colour-scale.ts';
import { trainingText as text } from '../../text/training.ts';

export const isSigned = ({ quantity }: SamplePictureFacts): boolean => quantity !== 'action-density';

/** One for all samples. Angles have all of the circle. */
export const scaleOf = (pictures: SamplePictureFacts): ColourScale => {
  if (pictures.quantity === 'plaquette-angle') return { min: -Math.PI, max: Math.PI };
  const ranges = pictures.samples.map(({ values }) => ({
    min: values.reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY),
    max: values.reduce((most, x) => Math.max(most, x), Number.NEGATIVE_INFINITY),
  }));
  return scaleFor(ranges, isSigned(pictures));
};

const signed = (digits: string): string => digits.replace('-', '−');

/** The number of a sample; a charge is a whole number in two dimensions only. */
export const numberText = (
  { quantity }: SamplePictureFacts,
  number: number,
  dimensions: number,
): string | null => {
  switch (quantity) {
    case 'phi':
      return text.magnetisation(signed(number.toFixed(3)));
    case 'plaquette-angle':
      return dimensions === 2 ? text.charge(signed(String(Math.round(number) + 0))) : null;
    case 'action-density':
      return text.meanDensity(number.toFixed(3));
  }
};
