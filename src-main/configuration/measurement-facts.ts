/** Measurements in the form of the contract: named numbers, and a table where one belongs to them. Test: test/unit/main/configuration/measurement-facts.test.ts. */
import type { FlowMeasurement } from '../../src-engine/flow/measure-flow.ts';
import type {
  CondensateDetail,
  CreutzRatio,
  EigenvaluesDetail,
  Measurement,
  MesonsDetail,
  NamedNumber,
  NucleonDetail,
  PcacDetail,
  PionDetail,
  PotentialPoint,
  WilsonLoop,
} from '../../src-engine/observable/index.ts';
import type { MeasurementFacts } from '../contract/index.ts';

type Table = NonNullable<MeasurementFacts['table']>;

/** A number that is not there. */
const NONE = Number.NaN;

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
      ...charges.map((name) => (p.charges as Readonly<Record<string, number>>)[name] ?? NONE),
    ]),
  };
};

const pionTable = ({ correlator, effectiveMass }: PionDetail): Table => ({
  columns: ['t', 'C(t)', 'effective mass'],
  rows: correlator.map((c, t) => [t, c, effectiveMass[t] ?? NONE]),
});

const mesonTable = ({ correlators }: MesonsDetail): Table => ({
  columns: ['t', ...correlators.map(({ channel }) => channel)],
  rows: (correlators[0]?.values ?? []).map((_, t) => [t, ...correlators.map(({ values }) => values[t]!)]),
});

const pcacTable = ({ mass, axial, pseudoscalar }: PcacDetail): Table => ({
  columns: ['t', 'C_PP', 'C_AP', 'mass'],
  rows: pseudoscalar.map((p, t) => [t, p, axial[t]!, mass.find((m) => m.t === t)?.value ?? NONE]),
});

const traceTable = ({ traces, errors }: CondensateDetail): Table => ({
  columns: ['n', 'Tr D^-n / V', ...(errors ? ['error'] : [])],
  rows: traces.map((x, i) => [i + 1, x, ...(errors ? [errors[i]!] : [])]),
});

/** The table, and the names of numbers that it does not show. */
const tableOf = ({ observable, detail }: Measurement): { table: Table; beside: RegExp } | undefined => {
  const nothing = /^$/;
  switch (observable) {
    case 'wilson-loops':
      return { table: loopTable(detail as readonly WilsonLoop[]), beside: nothing };
    case 'flow':
      return { table: flowTable(detail as FlowMeasurement), beside: /^flow\.(?!t2e\.)/ };
    case 'static-potential':
      return {
        table: {
          columns: ['R', 'V(R)'],
          rows: (detail as readonly PotentialPoint[]).map(({ r, value }) => [r, value]),
        },
        beside: nothing,
      };
    case 'creutz-ratios':
      return {
        table: {
          columns: ['R', 'T', 'chi'],
          rows: (detail as readonly CreutzRatio[]).map(({ r, t, value }) => [r, t, value]),
        },
        beside: nothing,
      };
    case 'pion':
      return { table: pionTable(detail as PionDetail), beside: nothing };
    case 'mesons':
      return { table: mesonTable(detail as MesonsDetail), beside: nothing };
    case 'nucleon':
      return {
        table: {
          columns: ['t', 'C(t)'],
          rows: (detail as NucleonDetail).correlator.map((c, t) => [t, c]),
        },
        beside: nothing,
      };
    case 'pcac':
      return { table: pcacTable(detail as PcacDetail), beside: /^(pcac|residual)-mass$/ };
    case 'condensate':
      return { table: traceTable(detail as CondensateDetail), beside: /^condensate/ };
    case 'eigenvalues': {
      const { eigenvalues, residuals } = detail as EigenvaluesDetail;
      return {
        table: {
          columns: ['i', 'eigenvalue', 'residual'],
          rows: eigenvalues.map((x, i) => [i, x, residuals[i]!]),
        },
        beside: nothing,
      };
    }
    default:
      return undefined;
  }
};

/** How well the Dirac equations behind it were solved. */
const solverNumbers = (detail: Measurement['detail']): NamedNumber[] => {
  if (!('solver' in detail)) return [];
  const { iterations, residual } = detail.solver as PionDetail['solver'];
  return [
    { name: 'solver.iterations', value: iterations },
    { name: 'solver.residual', value: residual },
  ];
};

export const measurementFacts = (measurement: Measurement): MeasurementFacts => {
  const { observable, values, detail } = measurement;
  const found = tableOf(measurement);
  const shown = found === undefined ? values : values.filter(({ name }) => found.beside.test(name));
  return {
    observable,
    values: [...shown, ...solverNumbers(detail)].map(({ name, value }) => ({ name, value })),
    table: found?.table ?? null,
  };
};
