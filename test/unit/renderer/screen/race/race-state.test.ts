import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RaceRow } from '../../../../../src-main/contract/index.ts';
import { RacePage } from '../../../../../src-renderer/screen/race/race-page.svelte.ts';
import { Races } from '../../../../../src-renderer/screen/race/races.svelte.ts';
import { type FakeBridge, useFakeBridge } from '../../../../support/fake-bridge.ts';
import { trainedReport } from '../../../../support/race-report.ts';

const raceRow = (id: string, rest: Partial<RaceRow> = {}): RaceRow => ({
  id,
  name: `race ${id}`,
  state: 'running',
  created: '2026-11-21T14:25:30Z',
  changed: '2026-11-21T14:25:30Z',
  runs: ['r1', 'r2'],
  goals: [{ name: 'plaquette', error: 0.001 }],
  budgetSeconds: 600,
  spentSeconds: 10,
  failure: null,
  ...rest,
});
let bridge: FakeBridge;
const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};
const details = (): number => bridge.asked.filter(({ name }) => name === 'race.detail').length;

beforeEach(() => {
  vi.useFakeTimers();
  bridge = useFakeBridge({
    'race.list': () => ({ ok: true, value: [raceRow('a')] }),
    'race.detail': ({ race }) => ({ ok: true, value: { row: raceRow(race), report: trainedReport() } }),
  });
});
afterEach(() => vi.useRealTimers());

it('the list takes new races in, changes and forgets them', async () => {
  const races = new Races();
  const end = races.follow();
  await settle();
  bridge.emit('race.changed', { row: raceRow('b') });
  bridge.emit('race.changed', { row: raceRow('a', { state: 'reached' }) });
  expect(races.rows.map(({ id, state }) => [id, state])).toEqual([
    ['b', 'running'],
    ['a', 'reached'],
  ]);
  bridge.emit('race.forgotten', { race: 'b' });
  expect(races.rows.map(({ id }) => id)).toEqual(['a']);
  end();
});

it('while a race goes on its report is asked for now and then, not at every turn', async () => {
  const page = new RacePage('a');
  const end = page.follow();
  await settle();
  expect([details(), page.report?.lanes.length]).toEqual([1, 2]);
  for (let turn = 0; turn < 50; turn++)
    bridge.emit('race.changed', { row: raceRow('a', { spentSeconds: turn }) });
  expect(page.row?.spentSeconds).toBe(49);
  expect(details()).toBe(1);
  await vi.advanceTimersByTimeAsync(4000);
  expect(details()).toBe(2);
  end();
});

it('when it ends, at once; others are not its business', async () => {
  const page = new RacePage('a');
  const end = page.follow();
  await settle();
  bridge.emit('race.changed', { row: raceRow('b', { state: 'reached' }) });
  expect(details()).toBe(1);
  bridge.emit('race.changed', { row: raceRow('a', { state: 'reached' }) });
  await settle();
  expect(details()).toBe(2);
  bridge.emit('race.forgotten', { race: 'a' });
  expect(page.gone).toBe(true);
  end();
});
