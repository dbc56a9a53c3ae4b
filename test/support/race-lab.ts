/** Samplers of a race with made-up rows: chains of known autocorrelation at a known price. */
import type { LaneFacts } from '../../src-main/race/lane-report.ts';

export interface MadeLane {
  readonly name?: string;
  readonly series: Readonly<Record<string, Float64Array>>;
  readonly secondsPerUpdate: number;
  /** Seconds of the first update of each start. */
  readonly firstSeconds?: number;
  readonly starts?: readonly number[];
  readonly training?: number;
  readonly processors?: number;
  /** Updates from sample to sample. */
  readonly spacing?: number;
}

export const madeLane = (lane: MadeLane): LaneFacts => {
  const { name = 'sampler', series, secondsPerUpdate, spacing = 1, starts = [1] } = lane;
  const samples = Math.max(...Object.values(series).map(({ length }) => length));
  const updates = samples * spacing;
  const first = new Set(starts);
  const seconds = Float64Array.from({ length: updates }, (_, i) =>
    first.has(i + 1) ? (lane.firstSeconds ?? secondsPerUpdate) : secondsPerUpdate,
  );
  const histories = [
    ...Object.entries(series).map(([key, values]) => ({
      name: key,
      values,
      update: Float64Array.from(values, (_, i) => (i + 1) * spacing),
    })),
    { name: 'seconds', values: seconds, update: seconds.map((_, i) => i + 1) },
  ];
  return {
    run: '20260101-000000-ab12',
    name,
    algorithms: 'HMC',
    state: 'stopped',
    updates,
    measured: { histories, unit: 'updates' },
    starts: first,
    watched: lane.processors === undefined ? null : { elapsed: 2, processor: 2 * lane.processors },
    operations: { forces: 21, seaForces: 0, linkUpdates: 0, networkEvaluations: 0 },
    training:
      lane.training === undefined
        ? null
        : { model: 'made up', name: 'made up', seconds: lane.training, processorSeconds: null },
  };
};
