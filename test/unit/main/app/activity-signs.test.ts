import { expect, it } from 'vitest';
import { livesOn, noActivity, signsOf } from '../../../../src-main/app/activity-signs.ts';

const awake = { keepAwake: true };
const running = { ...noActivity, activeRuns: 2, fraction: 0.25 };

it('shows progress of active runs, none without', () => {
  expect(signsOf(running, awake, false).progress).toBe(0.25);
  expect(signsOf({ ...running, fraction: null }, awake, false).progress).toBe(2);
  expect(signsOf(noActivity, awake, false).progress).toBe(-1);
});

it('keeps the machine awake only while a run is active and the user allows it', () => {
  expect(signsOf(running, awake, false).keepAwake).toBe(true);
  expect(signsOf(running, { keepAwake: false }, false).keepAwake).toBe(false);
  expect(signsOf({ ...noActivity, waitingRuns: 3 }, awake, false).keepAwake).toBe(false);
});

it('has an icon in the tray only in the background', () => {
  expect(signsOf(running, awake, false).tray).toBe(false);
  expect(signsOf(running, awake, true).tray).toBe(true);
  expect(signsOf(noActivity, awake, true).tray).toBe(true);
});

it('lives on for runs that are active or waiting', () => {
  expect(livesOn(noActivity)).toBe(false);
  expect(livesOn(running)).toBe(true);
  expect(livesOn({ ...noActivity, waitingRuns: 1 })).toBe(true);
});
