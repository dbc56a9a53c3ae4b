/** Titles and outcomes of the tasks of this folder. */
import type { Inspection } from '../../src-engine/format/index.ts';
import type { MeasurementFacts, Quantity } from '../contract/index.ts';
import type { ConvertedFile } from './convert-file.ts';
import type { SiteField } from './site-field.ts';

const quantityNames: Readonly<Record<Quantity, string>> = {
  plaquette: 'Plaquette',
  'action-density': 'Action density',
  'topological-charge-density': 'Topological charge density',
  'polyakov-real': 'Polyakov loop, real part',
  'polyakov-modulus': 'Polyakov loop, modulus',
};

export const fieldTitle = (file: string, quantity: Quantity, flowTime: number): string =>
  `${quantityNames[quantity]} of ${file}${flowTime > 0 ? ` at flow time ${flowTime}` : ''}`;

const short = (x: number): string => x.toPrecision(4);

export const fieldOutcome = ({ min, max, mean, sum }: SiteField): string =>
  `From ${short(min)} to ${short(max)}, mean ${short(mean)}, sum ${short(sum)}.`;

export const measureOutcome = (results: readonly MeasurementFacts[], { status }: Inspection): string =>
  `Measured ${results.map(({ observable }) => observable).join(', ')}${status === 'problem' ? ' on a file that fails its checks' : ''}.`;

export const conversionOutcome = (name: string, { before, after, dims, bytes }: ConvertedFile): string => {
  const digits = after.precision === 'f64' ? 12 : 7;
  const rounded =
    before.precision === 'f64' && after.precision === 'f32'
      ? ' Numbers were rounded to single precision.'
      : '';
  return (
    `Wrote ${name}: ${after.group} on ${dims.join(' x ')}, ${after.format}, ${after.precision}, ${bytes} bytes; ` +
    `read again, its plaquette ${after.plaquette?.toPrecision(digits)} is that of the original.${rounded}`
  );
};
