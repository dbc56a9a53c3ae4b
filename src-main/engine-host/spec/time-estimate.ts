/**
 * How long a run will take: from the rows of earlier runs of this workspace on this machine that had phases of the same kinds, scaled by
 * sites; what they do not tell, from a probe. Test: test/unit/main/engine-host/run-handlers.test.ts.
 */
import { type RunSpec, stretchesOf } from '../../../src-engine/api/spec/run-spec.ts';
import type { SpecEstimate } from '../../contract/index.ts';
import { phaseKinds } from '../../spec/phase-kind.ts';
import type { OpenSession } from '../session/open-session.ts';
import type { Jobs } from '../thread/job.ts';
import { staticEstimate } from './check-spec.ts';
import type { TimeProbe } from './time-probe.ts';

/** Rows that a phase must have before its times count. */
const ENOUGH_ROWS = 10;
/** How far another run of the same kind, and a small lattice, may be off. */
const MEASURED_RANGE = [0.8, 1.3] as const;
const PROBED_RANGE = [0.6, 2.5] as const;

interface PhaseTime {
  readonly secondsPerSite: number;
  readonly range: readonly [number, number];
  /** A run, or the probe. */
  readonly source: string | undefined;
}

const volume = (dims: readonly number[]): number => dims.reduce((product, extent) => product * extent, 1);

/** What runs have told; a phase that goes on is asked again. */
const paces = new WeakMap<OpenSession, Map<string, Jobs['pace']['answer']>>();

const paceOf = async (
  session: OpenSession,
  run: string,
  from: number,
  to: number,
  isDone: boolean,
): Promise<Jobs['pace']['answer'] | undefined> => {
  const known = paces.get(session) ?? new Map<string, Jobs['pace']['answer']>();
  paces.set(session, known);
  const key = `${run} ${from} ${to}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const pace = await session.analysts().ask({ kind: 'pace', run, from, to });
  if (!pace.ok) return undefined;
  if (isDone) known.set(key, pace.value);
  return pace.value;
};

/** The newest run that has done a phase of this kind here. */
const measured = async (session: OpenSession, kind: string): Promise<PhaseTime | undefined> => {
  const self = session.host.machine.self.host;
  const newestFirst = [...session.book.entries.values()].reverse();
  for (const { summary, facts } of newestFirst) {
    const place = facts?.phases.findIndex((phase) => phase.kind === kind) ?? -1;
    if (!facts || place < 0 || summary.host !== self) continue;
    const from = place === 0 ? 0 : facts.phases[place - 1]!.last;
    const to = facts.phases[place]!.last;
    if ((summary.lastUpdate ?? 0) < from + ENOUGH_ROWS) continue;
    const isDone = (summary.lastUpdate ?? 0) >= to;
    const pace = await paceOf(session, summary.id, from + 1, to, isDone);
    if (pace === undefined || pace.rows < ENOUGH_ROWS) continue;
    return {
      secondsPerSite: pace.seconds / volume(facts.dims),
      range: MEASURED_RANGE,
      source: summary.name ?? summary.id,
    };
  }
  return undefined;
};

const basisOf = (times: readonly PhaseTime[]): string => {
  const runs = [...new Set(times.flatMap(({ source }) => source ?? []))];
  const probed = times.some(({ source }) => source === undefined);
  const parts = [
    ...(runs.length > 0 ? [`measured by ${runs.map((run) => `"${run}"`).join(' and ')}`] : []),
    ...(probed ? ['a short probe on this machine'] : []),
  ];
  return parts.join(', and ');
};

export interface TimeWorld {
  /** Undefined without an open workspace. */
  readonly session: OpenSession | undefined;
  /** Undefined: only what earlier runs tell. */
  readonly probe: TimeProbe | undefined;
  readonly threads: number;
}

export const estimateTime = async (spec: RunSpec, world: TimeWorld): Promise<SpecEstimate> => {
  const base = staticEstimate(spec);
  const kinds = phaseKinds(spec);
  const known = new Map<string, PhaseTime>();
  if (world.session !== undefined)
    for (const kind of new Set(kinds)) {
      const found = await measured(world.session, kind);
      if (found !== undefined) known.set(kind, found);
    }
  const open = kinds.flatMap((kind, phase) =>
    known.has(kind) || kinds.indexOf(kind) !== phase ? [] : [phase],
  );
  const probed =
    open.length === 0 || world.probe === undefined
      ? new Map<number, number>()
      : await world.probe.paces(spec, open, world.threads);
  for (const [phase, secondsPerSite] of probed)
    known.set(kinds[phase]!, { secondsPerSite, range: PROBED_RANGE, source: undefined });
  if (kinds.some((kind) => !known.has(kind))) return base;
  const sites = volume(spec.lattice.dims);
  let seconds = 0;
  let low = 0;
  let high = 0;
  stretchesOf(spec).forEach(({ updates }, i) => {
    const { secondsPerSite, range } = known.get(kinds[i]!)!;
    const expected = updates * sites * secondsPerSite;
    seconds += expected;
    low += range[0] * expected;
    high += range[1] * expected;
  });
  return {
    ...base,
    seconds,
    secondsLow: low,
    secondsHigh: high,
    basis: basisOf(kinds.map((kind) => known.get(kind)!)),
  };
};
