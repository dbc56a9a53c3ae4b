/** `plaquette race SPEC...`: samplers of one target, by turns, until the errors of chosen observables are small enough; what each of them costs. */
import { resolve } from 'node:path';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { findTemplate, templateSpec } from '../../../src-engine/api/template/templates.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { RaceGoal, RaceRow } from '../../contract/index.ts';
import { prepareRace } from '../../race/prepare-race.ts';
import { listRaces, type RacePlace, readRow } from '../../race/race-file.ts';
import { readRunSpec, specFolder } from '../../run/prepare-run.ts';
import { readSmallFile } from '../../storage/file-bytes.ts';
import { attempt } from '../../storage/store-failure.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { inWorkspace } from '../open-workspace.ts';
import { positiveNumber, seconds, wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { fullReport, raceInForeground } from '../race-session.ts';
import { raceLines, raceListLines } from '../text/race-lines.ts';
import { version } from '../version.ts';

interface RaceOptions {
  readonly template: readonly string[];
  readonly observable: readonly string[];
  readonly error: readonly number[];
  readonly budget?: number;
  readonly threads?: number;
  readonly resume?: string;
  readonly show?: string;
  readonly list?: true;
}

const STANDARD_BUDGET = 600;

const collect =
  <T>(read: (text: string) => T) =>
  (text: string, before: readonly T[]): readonly T[] => [...before, read(text)];

export const register: Register = (program, context) => {
  program
    .command('race')
    .description('several samplers of one target until a given error, and what each of them costs')
    .argument('[spec...]', 'TOML files of the same lattice and action')
    .option('--template <name>', 'a template as it is (may be given several times)', collect(String), [])
    .option('--observable <name>', 'what is to be known (may be given several times)', collect(String), [])
    .option(
      '--error <number>',
      'to which error; one for all observables, or one for each',
      collect(positiveNumber('An error')),
      [],
    )
    .option('--budget <time>', 'wall-clock time for all together, 10m when absent', seconds)
    .option('--threads <number>', 'worker threads, the same for all', wholeNumber('Threads', 1))
    .option('--resume <race>', 'go on with a race: its identifier, or "latest"')
    .option('--show <race>', 'tell what a race has come to')
    .option('--list', 'list the races of the workspace')
    .action((files: readonly string[], options: RaceOptions) =>
      context.answer(() => race(context, files, options)),
    );
};

const race = async (
  context: Context,
  files: readonly string[],
  options: RaceOptions,
): Promise<Result<Answer>> => {
  const { resume, show } = options;
  if (options.list)
    return inWorkspace(context, async (workspace) => {
      const rows = await listRaces(placeOf(context, workspace));
      if (!rows.ok) return rows;
      return ok({
        exit: exitCode.fine,
        text: raceListLines(rows.value, context.style),
        document: { workspace: workspace.folder, races: rows.value },
      });
    });
  if (show !== undefined)
    return inWorkspace(context, async (workspace) => {
      const row = await findRace(placeOf(context, workspace), show);
      return row.ok ? answer(context, workspace, row.value) : row;
    });
  if (resume !== undefined)
    return inWorkspace(context, async (workspace) => {
      const row = await findRace(placeOf(context, workspace), resume);
      return row.ok ? carryOut(context, workspace, row.value.id, options) : row;
    });
  const goals = goalsOf(options);
  if (!goals.ok) return goals;
  const specs = await specsOf(context, files, options);
  if (!specs.ok) return specs;
  return inWorkspace(context, async (workspace) => {
    const made = await prepareRace(
      placeOf(context, workspace),
      workspace,
      {
        specs: specs.value,
        goals: goals.value,
        budgetSeconds: options.budget ?? STANDARD_BUDGET,
        threads: options.threads ?? 0,
      },
      version,
    );
    return made.ok ? carryOut(context, workspace, made.value, options) : made;
  });
};

const placeOf = ({ host }: Context, { folder }: Workspace): RacePlace => ({
  files: host.files,
  machine: host.machine,
  folder,
});

const findRace = async (place: RacePlace, word: string): Promise<Result<RaceRow>> => {
  if (word !== 'latest') return readRow(place, word);
  const rows = await listRaces(place);
  if (!rows.ok) return rows;
  const [newest] = rows.value;
  if (newest !== undefined) return ok(newest);
  return fail(
    'race.notFound',
    'There are no races in this workspace.',
    'Begin with plaquette race SPEC SPEC --observable plaquette --error 1e-3.',
  );
};

const goalsOf = ({ observable, error }: RaceOptions): Result<readonly RaceGoal[]> => {
  if (observable.length === 0 || error.length === 0)
    return fail(
      'usage.wrong',
      'A race needs an observable and the error that is wanted of it.',
      'Give them, such as --observable plaquette --error 1e-3.',
    );
  if (error.length !== 1 && error.length !== observable.length)
    return fail(
      'usage.wrong',
      `There are ${observable.length} observables and ${error.length} errors.`,
      'Give one --error for all, or one for each --observable in the same order.',
    );
  return ok(observable.map((name, i) => ({ name, error: error[error.length === 1 ? 0 : i]! })));
};

const specsOf = async (
  context: Context,
  files: readonly string[],
  { template }: RaceOptions,
): Promise<Result<readonly RunSpec[]>> => {
  const specs: RunSpec[] = [];
  for (const file of files) {
    const path = resolve(context.folder, file);
    const bytes = await attempt(`read ${file}`, () => readSmallFile(context.host.files, path, 1 << 20));
    if (!bytes.ok) return bytes;
    const spec = readRunSpec(new TextDecoder().decode(bytes.value), specFolder(path));
    if (!spec.ok) return spec;
    specs.push(spec.value);
  }
  for (const name of template) {
    const found = findTemplate(name);
    if (!found.ok) return found;
    specs.push({ ...templateSpec(found.value), seed: context.freshSeed() });
  }
  return ok(specs);
};

const carryOut = async (
  context: Context,
  workspace: Workspace,
  id: string,
  { budget, threads }: RaceOptions,
): Promise<Result<Answer>> => {
  const place = placeOf(context, workspace);
  const ended = await raceInForeground(context, workspace, place, id, {
    ...(budget === undefined ? {} : { budget }),
    ...(threads === undefined ? {} : { threads }),
  });
  if (!ended.ok) return ended;
  const row = await readRow(place, id);
  return row.ok ? answer(context, workspace, row.value) : row;
};

const answer = async (context: Context, workspace: Workspace, row: RaceRow): Promise<Result<Answer>> => {
  const report = await fullReport(context, workspace, row);
  if (!report.ok) return report;
  return ok({
    exit: row.state === 'failed' ? exitCode.problem : exitCode.fine,
    text: raceLines(row, report.value, context.style),
    document: { ...row, report: report.value },
  });
};
