/** A workspace with one run that has not been started, and what the same run gives when nobody disturbs it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '../../../src-engine/base/result.ts';
import { carryOutRun } from '../../../src-main/run/carry-out-run.ts';
import { prepareRun, readRunSpec } from '../../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../../src-main/run/stop-request.ts';
import { createWorkspace, openWorkspace } from '../../../src-main/workspace/workspace.ts';

export const UPDATES = 400;

/** Some seconds of work in two phases. */
const SPEC = `version = 1
name = "journey"
seed = 4711
[lattice]
dims = [6, 6, 6, 6]
group = "SU(3)"
[action]
preset = "wilson"
beta = 5.7
[start]
kind = "hot"
[[phase]]
updates = 100
[[phase.update]]
algorithm = "hmc"
length = 1.0
steps = 8
[[phase]]
updates = ${UPDATES - 100}
[[phase.update]]
algorithm = "heat-bath"
[[phase.update]]
algorithm = "over-relaxation"
sweeps = 2
[run]
checkpoint-every = 20
save-every = 100
[measure.plaquette]
[measure.polyakov]
`;

export const prepareWorkspace = async (folder: string): Promise<{ readonly run: string }> => {
  const workspace = unwrap(await createWorkspace(folder, 'Journey'));
  const run = unwrap(await prepareRun(workspace, unwrap(readRunSpec(SPEC, folder)), { codeVersion: 'test' }));
  await workspace.close();
  return { run: run.id };
};

export interface Outcome {
  readonly state: string;
  readonly segments: number;
  readonly plaquette: readonly number[];
  /** SHA-256 of the saved links by update. */
  readonly configurations: Readonly<Record<number, string>>;
}

/** The bytes of the links record are what must agree: the provenance record names the run. */
const linksDigest = (file: string): string => {
  const bytes = readFileSync(file);
  const name = bytes.indexOf('ildg-binary-data');
  const length = Number(bytes.readBigUInt64BE(name - 8));
  return createHash('sha256')
    .update(bytes.subarray(name + 128, name + 128 + length))
    .digest('hex');
};

export const outcomeOf = async (folder: string, run: string): Promise<Outcome> => {
  const workspace = unwrap(await openWorkspace(folder));
  const facts = unwrap(await workspace.getRun(run));
  const saved = unwrap(await workspace.configurations(run));
  const { value } = unwrap(await workspace.readSeries(run, 'plaquette'));
  await workspace.close();
  return {
    state: facts.state,
    segments: facts.segment,
    plaquette: [...value],
    configurations: Object.fromEntries(
      saved.map(({ update, file }) => [update, linksDigest(join(facts.paths.configurations, file))]),
    ),
  };
};

/** Carries the run out in this process, undisturbed. */
export const undisturbed = async (folder: string): Promise<Outcome> => {
  const { run } = await prepareWorkspace(folder);
  const workspace = unwrap(await openWorkspace(folder));
  const { paths } = unwrap(await workspace.getRun(run));
  unwrap(
    await carryOutRun(workspace, run, { codeVersion: 'test', threads: 1, stop: new StopFlag(paths.folder) }),
  );
  await workspace.close();
  return outcomeOf(folder, run);
};
