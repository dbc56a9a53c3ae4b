import { describe, expect, test } from 'vitest';
import type { AlarmSpec, ExecutionSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { fail, ok, type Result } from '../../../../src-engine/base/result.ts';
import { linkSourceOf } from '../../../../src-engine/lattice/gauge-configuration.ts';
import type { Alarm } from '../../../../src-engine/run/alarm/alarm.ts';
import { type Advancing, runLoop } from '../../../../src-engine/run/run-loop.ts';
import type { MetricRow, RunPort, SavedField, SavedLinks } from '../../../../src-engine/run/run-port.ts';
import { isRunState, type RunState } from '../../../../src-engine/run/run-state.ts';

const RUN: ExecutionSpec = {
  thermalisation: 'auto',
  budget: 0,
  checkpointEvery: 0,
  checkpointInterval: 0,
  saveEvery: 0,
  threads: 1,
  reproducible: false,
};
const ALARM: AlarmSpec = { unitarity: 1e-8, stallFactor: 10, reversibility: 1e-9 };

/** A world in memory with its own clock; `log` is what happened, in order. */
class World implements RunPort {
  clock = 1000;
  readonly log: string[] = [];
  readonly rows: MetricRow[] = [];
  readonly alarms: Alarm[] = [];
  readonly checkpoints: { field: SavedField; state: RunState }[] = [];
  readonly saved: SavedField[] = [];
  breaths = 0;
  stop = false;
  /** Name of the call that fails, and from which call on. */
  broken: { readonly call: string; readonly after: number } | undefined;
  private readonly calls = new Map<string, number>();

  private answer(call: string): Result<void> {
    const n = (this.calls.get(call) ?? 0) + 1;
    this.calls.set(call, n);
    return this.broken?.call === call && n > this.broken.after
      ? fail('store.diskFull', 'The disk is full.', 'Free some space.')
      : ok(undefined);
  }
  now(): number {
    return this.clock;
  }
  stopRequested(): boolean {
    return this.stop;
  }
  async breathe(): Promise<void> {
    this.breaths++;
  }
  async appendMetrics(rows: readonly MetricRow[]): Promise<Result<void>> {
    this.rows.push(...rows);
    this.log.push(`metrics ${rows[0]!.update}-${rows.at(-1)!.update}`);
    return this.answer('appendMetrics');
  }
  async appendAlarm(alarm: Alarm): Promise<Result<void>> {
    this.alarms.push(alarm);
    this.log.push(`alarm ${alarm.kind} ${alarm.update}`);
    return this.answer('appendAlarm');
  }
  async saveConfiguration(field: SavedField): Promise<Result<void>> {
    this.saved.push(field);
    this.log.push(`save ${field.update}`);
    return this.answer('saveConfiguration');
  }
  async keepConfigurations(): Promise<Result<void>> {
    this.log.push('keep');
    return this.answer('keepConfigurations');
  }
  async writeCheckpoint(field: SavedField, state: RunState): Promise<Result<void>> {
    this.checkpoints.push({ field, state });
    this.log.push(`checkpoint ${field.update}`);
    return this.answer('writeCheckpoint');
  }
}

/** A chain whose state is one number. */
class Chain implements Advancing {
  readonly spec: { readonly run: ExecutionSpec; readonly alarm: AlarmSpec };
  readonly totalUpdates: number;
  update: number;
  private readonly world: World;
  private readonly values: (update: number) => Record<string, number>;
  private readonly seconds: (update: number) => number;

  constructor(
    world: World,
    options: {
      readonly run?: Partial<ExecutionSpec>;
      readonly total?: number;
      readonly from?: number;
      readonly values?: (update: number) => Record<string, number>;
      readonly seconds?: (update: number) => number;
    } = {},
  ) {
    this.world = world;
    this.spec = { run: { ...RUN, ...options.run }, alarm: ALARM };
    this.totalUpdates = options.total ?? 10;
    this.update = options.from ?? 0;
    this.values = options.values ?? ((update) => ({ plaquette: update / 100 }));
    this.seconds = options.seconds ?? (() => 1 / 64);
  }
  get phase(): string {
    return this.update < 5 ? 'first' : 'second';
  }
  step(): Record<string, number> {
    this.update++;
    this.world.clock += this.seconds(this.update);
    return this.values(this.update);
  }
  saved(): SavedLinks {
    const links = linkSourceOf({ dims: [2, 2], colours: 1, links: Float64Array.of(this.update) });
    return { kind: 'links', update: this.update, plaquette: this.update / 100, links };
  }
}

const numbersOf = (field: SavedField): number[] =>
  field.kind === 'links' ? [...field.links.values(0, 1)] : [];

describe('a run', () => {
  test('goes to its end: a checkpoint first and last, metrics before it', async () => {
    const world = new World();
    expect(await runLoop(new Chain(world), world)).toEqual({ kind: 'finished' });
    expect(world.log).toEqual(['checkpoint 0', 'metrics 1-10', 'checkpoint 10']);
    expect(world.rows.map((r) => r.update)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(world.rows[2]!.values.plaquette).toBe(0.03);
    expect(world.rows[2]!.values.seconds).toBe(1 / 64);
    const { field, state } = world.checkpoints.at(-1)!;
    expect(field).toMatchObject({ update: 10, plaquette: 0.1 });
    expect(numbersOf(field)).toEqual([10]);
    expect(state.update).toBe(10);
    expect(isRunState(JSON.parse(JSON.stringify(state)))).toBe(true);
  });

  test('hands metrics over in batches of half a second', async () => {
    const world = new World();
    await runLoop(new Chain(world, { total: 70 }), world);
    expect(world.log).toEqual([
      'checkpoint 0',
      'metrics 1-32',
      'metrics 33-64',
      'metrics 65-70',
      'checkpoint 70',
    ]);
  });

  test('lets the host breathe at intervals, not after each update', async () => {
    const world = new World();
    await runLoop(new Chain(world, { total: 100 }), world);
    // every fourth update, 1/16 s
    expect(world.breaths).toBe(24);
  });

  test('reports every update', async () => {
    const world = new World();
    const seen: [number, string, number | undefined][] = [];
    await runLoop(new Chain(world, { total: 8 }), world, {
      onUpdate: (row, progress, phase) => seen.push([row.update, phase, progress.remaining]),
    });
    expect(seen.map(([update]) => update)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(seen.map(([, phase]) => phase)).toEqual([
      ...new Array(4).fill('first'),
      ...new Array(4).fill('second'),
    ]);
    expect(seen[7]![2]).toBeCloseTo(0, 9);
    expect(seen[4]![2]).toBeCloseTo(3 / 64, 9);
  });
});

describe('checkpoints and configurations', () => {
  test('come every N updates, each after the metrics up to it', async () => {
    const world = new World();
    await runLoop(new Chain(world, { run: { checkpointEvery: 4, saveEvery: 5 } }), world);
    expect(world.log).toEqual([
      'checkpoint 0',
      'metrics 1-4',
      'checkpoint 4',
      'save 5',
      'metrics 5-8',
      'keep',
      'checkpoint 8',
      'save 10',
      'metrics 9-10',
      'keep',
      'checkpoint 10',
    ]);
    expect(world.saved.map(numbersOf)).toEqual([[5], [10]]);
  });

  test('made fast are kept together with the metrics of the batch, also when a run diverges', async () => {
    const world = new World();
    const values = (update: number) => ({ plaquette: update === 70 ? Number.NaN : 0.5 });
    await runLoop(new Chain(world, { total: 80, run: { saveEvery: 20 }, values }), world);
    expect(world.log).toEqual([
      'checkpoint 0',
      'save 20',
      'metrics 1-32',
      'keep',
      'save 40',
      'save 60',
      'metrics 33-64',
      'keep',
      'metrics 65-70',
    ]);
  });

  test('come after an interval of time', async () => {
    const world = new World();
    const chain = new Chain(world, { run: { checkpointInterval: 60 }, seconds: () => 25 });
    await runLoop(chain, world);
    expect(world.checkpoints.map((c) => c.field.update)).toEqual([0, 3, 6, 9, 10]);
  });

  test('are not written twice for one update', async () => {
    const world = new World();
    await runLoop(new Chain(world, { run: { checkpointEvery: 5 } }), world);
    expect(world.checkpoints.map((c) => c.field.update)).toEqual([0, 5, 10]);
  });
});

describe('a stop', () => {
  test('asked for ends after the present update, with a checkpoint', async () => {
    const world = new World();
    const chain = new Chain(world);
    const end = await runLoop(chain, world, {
      onUpdate: ({ update }) => {
        world.stop = update === 4;
      },
    });
    expect(end).toEqual({ kind: 'stopped', why: 'asked' });
    expect(world.log).toEqual(['checkpoint 0', 'metrics 1-4', 'checkpoint 4']);
  });

  test('asked for before the first update writes the start', async () => {
    const world = new World();
    world.stop = true;
    expect(await runLoop(new Chain(world), world)).toEqual({ kind: 'stopped', why: 'asked' });
    expect(world.log).toEqual(['checkpoint 0']);
  });

  test('by the budget comes before the update that would pass it', async () => {
    const world = new World();
    const chain = new Chain(world, { total: 1000, run: { budget: 60 }, seconds: () => 7 });
    expect(await runLoop(chain, world)).toEqual({ kind: 'stopped', why: 'budget' });
    expect(chain.update).toBe(8);
    expect(world.clock - 1000).toBeLessThanOrEqual(60);
    expect(world.checkpoints.at(-1)!.field.update).toBe(8);
  });
});

describe('a resumed run', () => {
  test('goes on with the next number and does not repeat its checkpoint', async () => {
    const first = new World();
    await runLoop(new Chain(first, { total: 4 }), first);
    const { state } = first.checkpoints.at(-1)!;
    const world = new World();
    const end = await runLoop(new Chain(world, { from: 4, total: 7 }), world, {
      state: JSON.parse(JSON.stringify(state)),
    });
    expect(end).toEqual({ kind: 'finished' });
    expect(world.log).toEqual(['metrics 5-7', 'checkpoint 7']);
  });

  test('that was at its end finishes at once', async () => {
    const world = new World();
    const state: RunState = {
      version: 1,
      update: 10,
      alarms: {
        raised: [],
        expMinusDeltaH: { blockLength: 1, blocks: [], open: 0, inOpen: 0 },
        acceptance: { blockLength: 1, blocks: [], open: 0, inOpen: 0 },
        charge: undefined,
      },
    };
    expect(await runLoop(new Chain(world, { from: 10 }), world, { state })).toEqual({ kind: 'finished' });
    expect(world.log).toEqual([]);
  });

  test('does not raise an alarm again that has been raised', async () => {
    const values = (): Record<string, number> => ({ reversibility: 1e-3 });
    const first = new World();
    await runLoop(new Chain(first, { total: 4, values }), first);
    expect(first.alarms.map((a) => [a.kind, a.update])).toEqual([['reversibility', 1]]);
    const world = new World();
    const { state } = first.checkpoints.at(-1)!;
    await runLoop(new Chain(world, { from: 4, values }), world, { state });
    expect(world.alarms).toEqual([]);
  });
});

describe('trouble', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a value of %d ends the run; what led there is recorded, no checkpoint is written over it',
    async (bad) => {
      const world = new World();
      const values = (update: number): Record<string, number> => ({
        plaquette: 0.5,
        'delta-h': update === 6 ? bad : 0.1,
      });
      const end = await runLoop(new Chain(world, { run: { checkpointEvery: 4 }, values }), world);
      expect(end.kind).toBe('failed');
      if (end.kind !== 'failed') return;
      expect(end.failure.code).toBe('run.diverged');
      expect(end.failure.message).toBe(`delta-h became ${bad} in update 6.`);
      expect(end.failure.remedy).toMatch(/last checkpoint/);
      expect(world.log).toEqual(['checkpoint 0', 'metrics 1-4', 'checkpoint 4', 'metrics 5-6']);
    },
  );

  test('an alarm is recorded and the run goes on', async () => {
    const world = new World();
    const values = (update: number): Record<string, number> => ({ unitarity: update === 3 ? 1 : 1e-14 });
    expect(await runLoop(new Chain(world, { values }), world)).toEqual({ kind: 'finished' });
    expect(world.alarms.map((a) => [a.kind, a.update])).toEqual([['unitarity', 3]]);
  });

  test('a long measurement now and then is no stall', async () => {
    const world = new World();
    const measures = (update: number): boolean => update % 10 === 0;
    const chain = new Chain(world, {
      total: 100,
      values: (update) => ({ plaquette: 0.5, ...(measures(update) ? { t0: 2.8 } : {}) }),
      seconds: (update) => (update === 90 ? 90 : measures(update) ? 8 : 0.1),
    });
    await runLoop(chain, world);
    expect(world.alarms.map((a) => [a.kind, a.update])).toEqual([['stall', 90]]);
  });

  test('a stall is measured against the usual duration', async () => {
    const world = new World();
    const chain = new Chain(world, { total: 30, seconds: (update) => (update === 20 ? 50 : 0.2) });
    await runLoop(chain, world);
    expect(world.alarms.map((a) => [a.kind, a.update])).toEqual([['stall', 20]]);
  });

  test.each([
    ['appendMetrics', 0],
    ['appendAlarm', 0],
    ['saveConfiguration', 0],
    ['keepConfigurations', 0],
    ['writeCheckpoint', 0],
    ['writeCheckpoint', 1],
    ['writeCheckpoint', 3],
  ])('a failure of %s (after %i good ones) ends the run with its words', async (call, after) => {
    const world = new World();
    world.broken = { call, after };
    const values = (): Record<string, number> => ({ reversibility: 1 });
    const chain = new Chain(world, { run: { checkpointEvery: 4, saveEvery: 3 }, values });
    const end = await runLoop(chain, world);
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'store.diskFull' } });
    // nothing is written after the failure
    const names: Record<string, string> = {
      appendMetrics: 'metrics',
      appendAlarm: 'alarm',
      saveConfiguration: 'save',
      keepConfigurations: 'keep',
      writeCheckpoint: 'checkpoint',
    };
    expect(world.log.at(-1)!.startsWith(names[call]!)).toBe(true);
    expect(world.log.filter((line) => line.startsWith(names[call]!))).toHaveLength(after + 1);
  });
});

describe('the state of a run', () => {
  test.each([
    null,
    undefined,
    3,
    {},
    { version: 2, update: 1, alarms: {} },
    { version: 1, update: 1.5, alarms: {} },
    { version: 1, update: 1 },
    { version: 1, update: 1, alarms: null },
    { version: 1, update: '1', alarms: {} },
  ])('%j is none', (value) => {
    expect(isRunState(value)).toBe(false);
  });
});
