/** Measurements in the form of the contract: named numbers, and a table where one belongs to them. Test: test/unit/main/configuration/field-work.test.ts. */
import type { FlowMeasurement } from '../../src-engine/flow/measure-flow.ts';
import type { Measurement, WilsonLoop } from '../../src-engine/observable/index.ts';
import type { MeasurementFacts } from '../contract/index.ts';

type Table = NonNullable<MeasurementFacts['table']>;

const loopTable = (loops: readonly WilsonLoop[]): Table => ({
  columns: ['R', 'T', 'W'],
  rows: loops.map(({ r, t, value }) => [r, t, value]),
});

const flowTable = ({ points }: FlowMeasurement): Table => {
  const charges = Object.keys(points[0]?.charges ?? {});
  return {
    columns: [
      't',
      'plaquette',
      'E (clover)',
      'E (plaquette)',
      't^2 E',
      ...charges.map((name) => `Q (${name})`),
    ],
    rows: points.map((p) => [
      p.time,
      p.plaquette,
      p.energyClover,
      p.energyPlaquette,
      p.t2Energy,
      ...charges.map((name) => (p.charges as Readonly<Record<string, number>>)[name] ?? Number.NaN),
    ]),
  };
};

export const measurementFacts = ({ observable, values, detail }: Measurement): MeasurementFacts => {
  const numbers = values.map(({ name, value }) => ({ name, value }));
  if (observable === 'wilson-loops')
    return { observable, values: [], table: loopTable(detail as readonly WilsonLoop[]) };
  if (observable === 'flow')
    return {
      observable,
      values: numbers.filter(({ name }) => !name.startsWith('flow.t2e.')),
      table: flowTable(detail as FlowMeasurement),
    };
  return { observable, values: numbers, table: null };
};
