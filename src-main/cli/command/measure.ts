/** `plaquette measure FILE... --observables LIST`: measures configurations of any known format. Test: test/golden/cli-measure.test.ts. */
import { resolve } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { groupName, readConfiguration } from '../../../src-engine/format/index.ts';
import { Device } from '../../../src-engine/kernel/device.ts';
import { gaugeFieldOf } from '../../../src-engine/lattice/gauge-field.ts';
import { Lattice } from '../../../src-engine/lattice/lattice.ts';
import {
  isQuarkObservable,
  type Measurement,
  type MeterStep,
  type NamedNumber,
  type ObservableName,
} from '../../../src-engine/observable/index.ts';
import { checkComputable } from '../../configuration/field-memory.ts';
import { type MeasureOptions, measureField, observableNames } from '../../configuration/measurement.ts';
import { measurementFacts } from '../../configuration/measurement-facts.ts';
import { openFileSource } from '../../storage/file-source.ts';
import { defaultThreads } from '../../worker/thread-count.ts';
import { threadPoolExecutor } from '../../worker/thread-pool.ts';
import type { Context, Register } from '../context.ts';
import { exitCode, exitCodeOf, worst } from '../exit-code.ts';
import { choice, extents, group, list, positiveNumber, wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { openProgress } from '../progress-bar.ts';
import { addQuarkFlags, type QuarkFlags, quarkOptions } from '../quark-flags.ts';
import { factLines, tableLines } from '../table.ts';
import { type GeometryOptions, openOptionsOf } from './inspect.ts';

interface Options extends GeometryOptions, Omit<MeasureOptions, 'quarks'>, QuarkFlags {
  readonly threads?: number;
  readonly acceptDamaged?: true;
}

export const register: Register = (program, context) => {
  const command = program
    .command('measure')
    .description('measure observables on configuration files')
    .argument('<files...>', 'gauge configurations in any known format')
    .option(
      '--observables <list>',
      `any of ${observableNames.join(', ')}`,
      list('An observable', observableNames),
      ['plaquette', 'rectangle', 'polyakov'] as readonly ObservableName[],
    )
    .option('--dims <x,y,z,t>', 'extents, for files that do not carry them', extents)
    .option('--group <group>', "gauge group, such as 'SU(3)', for files that do not carry it", group)
    .option('--max-r <number>', 'largest spatial side of Wilson loops', wholeNumber('A side', 1), 4)
    .option('--max-t <number>', 'largest temporal side of Wilson loops', wholeNumber('A side', 1), 4)
    .option(
      '--smearing <kind>',
      'of spatial links in Wilson loops: none, ape, stout',
      choice('Smearing', ['none', 'ape', 'stout']),
      'none',
    )
    .option('--smearing-steps <number>', 'smearing steps', wholeNumber('Steps', 0), 10)
    .option('--smearing-strength <number>', 'alpha of APE, rho of stout', positiveNumber('A strength'), 0.1)
    .option(
      '--flow-action <name>',
      'wilson or symanzik',
      choice('A flow action', ['wilson', 'symanzik']),
      'wilson',
    )
    .option('--flow-time <t>', 'last flow time, in lattice units', positiveNumber('A flow time'), 1)
    .option('--flow-step <eps>', 'integration step', positiveNumber('A step'), 0.01)
    .option('--flow-record <dt>', 'flow time between records', positiveNumber('A flow time'), 0.1)
    .option(
      '--flow-tolerance <x>',
      'integrate with adaptive steps to this tolerance',
      positiveNumber('A tolerance'),
    )
    .option(
      '--potential-time <T>',
      'static potential from W(R, T) / W(R, T + 1)',
      wholeNumber('A time', 1),
      3,
    );
  addQuarkFlags(command)
    .option('--threads <number>', 'worker threads', wholeNumber('Threads', 1))
    .option('--accept-damaged', 'measure files that fail their checks, too')
    .action((files: readonly string[], options: Options) =>
      context.answer(() => measureFiles(context, files, options)),
    );
};

interface FileReport {
  readonly file: string;
  readonly result: Result<FileMeasurement>;
}

interface FileMeasurement {
  readonly format: string;
  readonly dims: readonly number[];
  readonly group: string;
  readonly measurements: readonly Measurement[];
}

const measureFiles = async (
  context: Context,
  files: readonly string[],
  options: Options,
): Promise<Result<Answer>> => {
  if (options.flowRecord < options.flowStep)
    return fail(
      'usage.wrong',
      '--flow-record is shorter than --flow-step.',
      'Record at multiples of the step.',
    );
  const quarks = quarkOptions(options, options.observables);
  if (!quarks.ok) return quarks;
  const wanted: Options & MeasureOptions = {
    ...options,
    ...(quarks.value && { quarks: quarks.value }),
  };
  const progress = openProgress(context, 'Measuring', 'files');
  const reports: FileReport[] = [];
  try {
    for (const file of files) {
      const onStep: MeterStep = (fraction) => progress.report(reports.length + fraction, files.length);
      reports.push({ file, result: await measureFile(context, file, wanted, onStep) });
      progress.report(reports.length, files.length);
    }
  } finally {
    progress.close();
  }
  const failures = reports
    .map(({ result }) => (result.ok ? undefined : result.error))
    .filter((f): f is Failure => f !== undefined);
  return ok({
    exit: worst(reports.map(({ result }) => (result.ok ? exitCode.fine : exitCodeOf(result.error)))),
    text: reports.flatMap(({ file, result }) => (result.ok ? reportLines(context, file, result.value) : [])),
    document: {
      files: reports.map(({ file, result }) =>
        result.ok ? { file, ...result.value } : { file, error: result.error },
      ),
    },
    problems: failures,
  });
};

const measureFile = async (
  context: Context,
  file: string,
  options: Options & MeasureOptions,
  onStep: MeterStep,
): Promise<Result<FileMeasurement>> => {
  const source = await openFileSource(context.host.files, resolve(context.folder, file));
  if (!source.ok) return source;
  const read = await readConfiguration(source.value, {
    ...openOptionsOf(options),
    damaged: options.acceptDamaged ? 'accept' : 'refuse',
  }).finally(() => source.value.close());
  if (!read.ok) return read;
  const { configuration, inspection } = read.value;
  const computable = checkComputable(configuration);
  if (!computable.ok) return computable;
  // a pool for each file: its memory goes with its lattice, and a new one begins with zeros
  const executor = threadPoolExecutor({ threads: options.threads ?? defaultThreads() });
  try {
    const lattice = new Lattice(new Device(executor), configuration.dims);
    const measured = measureField(gaugeFieldOf(lattice, configuration), options, onStep);
    if (!measured.ok) return measured;
    const { dims, colours } = configuration;
    return ok({ format: inspection.format, dims, group: groupName(colours), measurements: measured.value });
  } finally {
    executor.dispose();
  }
};

const DIGITS = 12;

const numberText = (x: number): string =>
  Number.isNaN(x) ? '-' : Number.isInteger(x) ? String(x) : x.toPrecision(DIGITS);

/** Correlators and the like as a table, everything else a line for each number. */
const measurementLines = (measurement: Measurement): readonly string[] => {
  const facts = (values: readonly NamedNumber[]): readonly string[] =>
    factLines(
      values.map((v) => [v.name, numberText(v.value)] as const),
      '  ',
    );
  if (!isQuarkObservable(measurement.observable)) return facts(measurement.values);
  const { values, table } = measurementFacts(measurement);
  const rows = tableLines(
    (table?.columns ?? []).map((title) => ({ title, align: 'right' }) as const),
    (table?.rows ?? []).map((row) => row.map(numberText)),
  );
  return [`  ${measurement.observable}`, ...rows.map((row) => `    ${row}`), ...facts(values)];
};

const reportLines = (
  { style }: Context,
  file: string,
  { dims, group: name, measurements }: FileMeasurement,
): string[] => [
  style.strong(`${file}: ${name}, ${dims.join(' x ')}`),
  ...measurements.flatMap(measurementLines),
];
