import { beforeEach, describe, expect, it } from 'vitest';
import type { Args, CorrelatorData, CorrelatorFitFacts } from '../../../../../src-main/contract/index.ts';
import { CorrelatorView } from '../../../../../src-renderer/screen/run/correlator-view.svelte.ts';
import { type FakeBridge, useFakeBridge } from '../../../../support/fake-bridge.ts';

const series = [
  'plaquette',
  'static-potential.1',
  'static-potential.2',
  'pion.0',
  'pion.1',
  'pion.2',
  'nucleon.0',
  'nucleon.1',
];
const dataOf = (name: string, suggested: [number, number]) =>
  ({
    name,
    suggested,
    range: [0, 16],
    models: name === 'pion' ? ['cosh', 'exp'] : ['exp'],
  }) as unknown as CorrelatorData;

let bridge: FakeBridge;
let suggested: [number, number] = [4, 16];
const refused = { code: 'statistics.noFit', message: 'No minimum.', remedy: 'Another range.' } as const;
const fits = (): readonly Args<'run.correlatorFit'>[] =>
  bridge.asked
    .filter(({ name }) => name === 'run.correlatorFit')
    .map(({ args }) => args as Args<'run.correlatorFit'>);
const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

beforeEach(() => {
  suggested = [4, 16];
  bridge = useFakeBridge({
    'run.correlator': ({ name }) => ({ ok: true, value: dataOf(name, suggested) }),
    'run.correlatorFit': ({ from, to }) =>
      from === to ? { ok: false, error: refused } : { ok: true, value: { from, to } as CorrelatorFitFacts },
  });
});

const opened = async (): Promise<CorrelatorView> => {
  const view = new CorrelatorView('r');
  view.follow(series, null);
  await settle();
  return view;
};

describe('the correlator that is looked at', () => {
  it('is a meson first, fitted where the engine suggests', async () => {
    const view = await opened();
    expect(view.name).toBe('pion');
    expect(view.fit).toEqual({ from: 4, to: 16 });
    expect(fits()).toEqual([
      { run: 'r', name: 'pion', cut: null, from: 4, to: 16, model: 'cosh', states: 1, weighing: 'diagonal' },
    ]);
  });

  it('while an end is dragged, only the newest place is asked for', async () => {
    const view = await opened();
    for (const from of [5, 6, 7, 8]) view.ask({ range: [from, 16] });
    await settle();
    expect(fits().map(({ from }) => from)).toEqual([4, 5, 8]);
    expect(view.fit?.from).toBe(8);
  });

  it('keeps what the user chose when rows come, until the suggestion is asked for', async () => {
    const view = await opened();
    view.ask({ range: [9, 14] });
    view.ask({ weighing: 'full' });
    await settle();
    suggested = [5, 16];
    view.follow(series, 40);
    await settle();
    expect(view.range).toEqual([9, 14]);
    expect(fits().at(-1)).toMatchObject({ from: 9, to: 14, cut: 40, weighing: 'full' });
    view.suggest();
    await settle();
    expect(view.fit).toEqual({ from: 5, to: 16 });
  });

  it('another correlator begins with its own range and model', async () => {
    const view = await opened();
    view.ask({ range: [9, 14] });
    suggested = [1, 6];
    view.choose('nucleon');
    await settle();
    expect(view.range).toEqual([1, 6]);
    expect(fits().at(-1)).toMatchObject({ name: 'nucleon', model: 'exp', from: 1, to: 6 });
  });

  it('says why there is no fit, and forgets it with the next one', async () => {
    const view = await opened();
    view.ask({ range: [7, 7] });
    await settle();
    expect([view.fit, view.fitFailure]).toEqual([null, refused]);
    view.ask({ range: [7, 9] });
    await settle();
    expect([view.fit, view.fitFailure]).toEqual([{ from: 7, to: 9 }, null]);
  });

  it('says why there are no data', async () => {
    bridge.answer({ 'run.correlator': () => ({ ok: false, error: refused }) });
    const view = await opened();
    expect([view.data, view.failure]).toEqual([null, refused]);
  });
});
