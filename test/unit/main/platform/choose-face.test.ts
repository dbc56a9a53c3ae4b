import { expect, test } from 'vitest';
import { chooseFace, type Facts } from '../../../../src-main/platform/choose-face.mjs';

const electron = { ok: true, dist: '/e', executable: '/e/electron', version: '45.4.1' } as const;
const desk: Facts = { display: true, browserAsked: false, serve: true, electron, missing: [] };
const nothing: Facts = { ...desk, display: false, electron: undefined };

test('with a display and an Electron: the window, without a word', () => {
  expect(chooseFace(desk)).toEqual({ kind: 'desktop', executable: '/e/electron', messages: [] });
});

test('without a display: the quick start, then the browser, and why', () => {
  const face = chooseFace(nothing);
  expect(face).toMatchObject({ kind: 'browser', quickStart: true, open: false });
  expect(face.messages.join(' ')).toMatch(/no display here .*DISPLAY.* served/);
});

test('without an Electron: the browser, with each reason and the way out', () => {
  const face = chooseFace({ ...desk, electron: { ok: false, problems: ['Not reached.', 'Not given.'] } });
  expect(face).toMatchObject({ kind: 'browser', quickStart: false, open: true });
  expect(face.messages).toEqual([
    'Not reached.',
    'Not given.',
    expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH'),
  ]);
});

test('with a library missing: the browser, with the package that has it', () => {
  const face = chooseFace({ ...desk, missing: [{ library: 'libgbm.so.1', package: 'libgbm1' }] });
  expect(face).toMatchObject({ kind: 'browser', quickStart: false, open: true });
  expect(face.messages[0]).toContain('libgbm.so.1');
  expect(face.messages[0]).toContain('apt-get install libgbm1');
});

test('what the user asks for comes before what the machine could do', () => {
  expect(chooseFace({ ...desk, browserAsked: true })).toEqual({
    kind: 'browser',
    quickStart: false,
    open: true,
    messages: [],
  });
  expect(chooseFace({ ...nothing, browserAsked: true })).toMatchObject({ quickStart: true, open: false });
  for (const facts of [desk, nothing])
    expect(chooseFace({ ...facts, serve: false }).kind).toBe('quick-start');
});
