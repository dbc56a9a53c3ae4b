/** `plaquette analyze RUN|FILE`: averages with honest errors, compared between methods and with accepted values. */
import { extname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { correlatorsAmong } from '../../../src-engine/api/series/correlator-name.ts';
import { closest } from '../../../src-engine/api/spec/suggestion.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { analyseOne } from '../../analysis/observable-analysis.ts';
import { allObservables, type Observable, shownObservables } from '../../analysis/observables.ts';
import { readSeriesFile } from '../../analysis/read-series-file.ts';
import {
  isOfTraining,
  type Measured,
  type ObservableResult,
  readMeasured,
  resultsOf,
} from '../../analysis/run-results.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { inWorkspace } from '../open-workspace.ts';
import { wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { analysisLines } from '../text/analysis-lines.ts';
import { resultLines } from '../text/result-lines.ts';
import { analyzeCorrelator, type CorrelatorOptions, withCorrelatorOptions } from './analyze-correlator.ts';

interface AnalyzeOptions extends CorrelatorOptions {
  readonly observable: readonly string[];
  readonly cut?: number | 'auto';
  readonly histogram?: number | true;
}

/** Series with a name for messages. */
interface Source {
  readonly title: string;
  readonly document: Readonly<Record<string, string>>;
  readonly measured: Measured;
}

const cutOption = (text: string): number | 'auto' => {
  if (text === 'auto') return text;
  try {
    return wholeNumber('A cut', 0)(text);
  } catch {
    throw new InvalidArgumentError('A cut is a whole number, or "auto".');
  }
};

export const register: Register = (program, context) => {
  const command = program
    .command('analyze')
    .description('averages with errors and autocorrelation times, of a run or of columns of numbers')
    .argument('<run|file>', 'a run, or a file: columns of numbers (CSV or blanks) or JSON')
    .option(
      '--observable <name>',
      'only this one (may be given several times)',
      (name: string, before: readonly string[]) => [...before, name],
      [],
    )
    .option('--cut <number|auto>', 'leave out the first updates of a run, or samples of a file', cutOption)
    .option('--histogram [bins]', 'add histograms', wholeNumber('A number of bins', 1));
  withCorrelatorOptions(command).action((word: string, options: AnalyzeOptions) =>
    context.answer(async () => {
      const source = await sourceOf(context, word);
      return source.ok ? analyze(context, source.value, options) : source;
    }),
  );
};

const seriesExtensions = new Set(['.csv', '.tsv', '.json', '.txt', '.dat', '.out']);

const sourceOf = async (context: Context, word: string): Promise<Result<Source>> => {
  const path = resolve(context.folder, word);
  const facts = await context.host.files.facts(path);
  const isFile =
    facts?.kind === 'file' ||
    (facts === undefined && (/[\\/]/.test(word) || seriesExtensions.has(extname(word))));
  if (!isFile) return inWorkspace(context, (workspace) => runSource(workspace, word));
  const histories = await readSeriesFile(context.host.files, path);
  if (!histories.ok) return histories;
  return ok({
    title: word,
    document: { file: word },
    measured: { histories: histories.value, unit: 'samples' },
  });
};

const runSource = async (workspace: Workspace, word: string): Promise<Result<Source>> => {
  const run = await findRun(workspace, word);
  if (!run.ok) return run;
  const { id, name } = run.value;
  const measured = await readMeasured(workspace, id);
  if (!measured.ok) return measured;
  return ok({ title: `${name ?? 'Run'} (${id})`, document: { run: id }, measured: measured.value });
};

/** The observables to analyse; also those that a table leaves out, when they are asked for. */
const chosen = ({ histories }: Measured, wanted: readonly string[]): Result<readonly Observable[]> => {
  if (wanted.length === 0) return ok(shownObservables(histories));
  const all = allObservables(histories);
  const names = all.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return ok(all.filter(({ name }) => wanted.includes(name)));
  const near = closest(unknown, names);
  const there = `There are ${names.slice(0, 30).join(', ')}.`;
  return fail(
    'usage.wrong',
    `There is no observable ${JSON.stringify(unknown.slice(0, 60))} here.`,
    near === undefined ? there : `Did you mean ${near}? ${there}`,
  );
};

/** <exp(-dH)> away from 1: something is wrong with the chain. */
const breaksIdentity = ({ reference }: ObservableResult): boolean =>
  reference?.observable === 'exp-minus-delta-h' && reference.verdict === 'differs';

/** Correlators are too many numbers for a table of averages. */
const correlatorHint = ({ histories }: Measured): readonly string[] => {
  const found = correlatorsAmong(histories.map(({ name }) => name)).map(({ name }) => name);
  return found.length === 0
    ? []
    : ['', `Correlators: ${found.join(', ')}. See one with --correlator ${found[0]} --fit.`];
};

const analyze = (context: Context, source: Source, options: AnalyzeOptions): Result<Answer> => {
  const { measured, title } = source;
  if (measured.histories.length === 0)
    return fail(
      'statistics.tooShort',
      `${title} has measured nothing yet.`,
      'Try again after its first updates.',
    );
  const { style } = context;
  if (options.correlator !== undefined) {
    const made = analyzeCorrelator(measured, title, options, style);
    return made.ok ? ok({ ...made.value, document: { ...source.document, ...made.value.document } }) : made;
  }
  if (options.fit !== undefined)
    return fail('usage.wrong', '--fit fits a correlator.', 'Name it with --correlator.');
  if (options.observable.length === 0 && isOfTraining(measured)) {
    const came = resultsOf(measured);
    return ok({
      exit: exitCode.fine,
      text: [style.strong(title), ...resultLines(came, style)],
      document: { ...source.document, ...came },
    });
  }
  const observables = chosen(measured, options.observable);
  if (!observables.ok) return observables;
  const results = resultsOf(measured, {
    observables: observables.value,
    ...(options.cut === undefined ? {} : { cut: options.cut }),
  });
  const analyses = results.observables.map((result, k) =>
    analyseOne(observables.value[k]!, result, options.histogram),
  );
  return ok({
    exit: results.observables.some(breaksIdentity) ? exitCode.problem : exitCode.fine,
    text: [
      style.strong(title),
      ...resultLines(results, style),
      '',
      ...analysisLines(analyses, style),
      ...(options.observable.length > 0 ? [] : correlatorHint(measured)),
    ],
    document: { ...source.document, cut: results.cut, observables: analyses },
  });
};
