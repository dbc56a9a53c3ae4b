/** `plaquette analyze RUN|FILE`: averages with honest errors, compared between methods and with accepted values. */
import { extname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { closest } from '../../../src-engine/api/spec/suggestion.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { type History, runHistories } from '../analysis/history.ts';
import { checkHmc } from '../analysis/hmc-checks.ts';
import { analyseOne, type ObservableAnalysis } from '../analysis/observable-analysis.ts';
import { readSeriesFile } from '../analysis/read-series-file.ts';
import { compareWithReferences } from '../analysis/references.ts';
import { type Cut, commonCut } from '../analysis/summary.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { inWorkspace } from '../open-workspace.ts';
import { wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { cutOf } from '../run-overview.ts';
import { readSpecOf } from '../run-spec-of.ts';
import { analysisLines } from '../text/analysis-lines.ts';
import { hmcLines, referenceLines, resultLines } from '../text/result-lines.ts';

interface AnalyzeOptions {
  readonly observable: readonly string[];
  readonly cut?: number | 'auto';
  readonly histogram?: number | true;
}

/** Series with a name for messages. */
interface Source {
  readonly title: string;
  readonly document: Readonly<Record<string, string>>;
  readonly histories: readonly History[];
  readonly spec?: RunSpec;
  /** When the command line names none. */
  readonly cut: Cut;
  /** Of a number on the command line. */
  readonly unit: 'updates' | 'samples';
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
  program
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
    .option('--histogram [bins]', 'add histograms', wholeNumber('A number of bins', 1))
    .action((word: string, options: AnalyzeOptions) =>
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
    histories: histories.value,
    cut: 'auto',
    unit: 'samples',
  });
};

const runSource = async (
  workspace: Parameters<typeof runHistories>[0],
  word: string,
): Promise<Result<Source>> => {
  const run = await findRun(workspace, word);
  if (!run.ok) return run;
  const { id, name } = run.value;
  const histories = await runHistories(workspace, id);
  if (!histories.ok) return histories;
  const read = await readSpecOf(workspace, id);
  const spec = read.ok ? read.value : undefined;
  const given = cutOf(spec);
  return ok({
    title: `${name ?? 'Run'} (${id})`,
    document: { run: id },
    histories: histories.value,
    cut: given === 'auto' ? commonCut(histories.value) : given,
    unit: 'updates',
    ...(spec === undefined ? {} : { spec }),
  });
};

/** Series about the machine and about rounding, analysed only when they are asked for. */
const bookkeeping = new Set(['seconds', 'unitarity', 'reversibility']);

const chosen = (histories: readonly History[], wanted: readonly string[]): Result<readonly History[]> => {
  if (wanted.length === 0) return ok(histories.filter(({ name }) => !bookkeeping.has(name)));
  const names = histories.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return ok(histories.filter(({ name }) => wanted.includes(name)));
  const near = closest(unknown, names);
  const all = `There are ${names.slice(0, 30).join(', ')}.`;
  return fail(
    'usage.wrong',
    `There is no observable ${JSON.stringify(unknown.slice(0, 60))} here.`,
    near === undefined ? all : `Did you mean ${near}? ${all}`,
  );
};

const cutFor = ({ cut, unit, histories }: Source, asked: number | 'auto' | undefined): Cut => {
  if (asked === undefined) return cut;
  if (asked === 'auto') return unit === 'updates' ? commonCut(histories) : 'auto';
  return unit === 'updates' ? { updates: asked } : { samples: asked };
};

const analyze = (context: Context, source: Source, options: AnalyzeOptions): Result<Answer> => {
  const { histories, spec, title } = source;
  if (histories.length === 0)
    return fail(
      'statistics.tooShort',
      `${title} has measured nothing yet.`,
      'Try again after its first updates.',
    );
  const cut = cutFor(source, options.cut);
  const picked = chosen(histories, options.observable);
  if (!picked.ok) return picked;
  const observables: ObservableAnalysis[] = [];
  for (const history of picked.value) observables.push(analyseOne(history, cut, options.histogram));
  const hmc = checkHmc(picked.value, cut);
  const references = spec === undefined ? [] : compareWithReferences(spec, picked.value, cut);
  const { style } = context;
  const checks = [...(hmc === undefined ? [] : hmcLines(hmc, style)), ...referenceLines(references, style)];
  return ok({
    exit: hmc === undefined || hmc.expMinusDeltaH.agrees ? exitCode.fine : exitCode.problem,
    text: [
      style.strong(title),
      ...resultLines(observables, style),
      '',
      ...analysisLines(observables, style),
      ...(checks.length === 0 ? [] : ['', ...checks]),
    ],
    document: { ...source.document, observables, hmc: hmc ?? null, references },
  });
};
