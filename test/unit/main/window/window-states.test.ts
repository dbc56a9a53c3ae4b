import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { replaceFile } from '../../../../src-main/storage/durable-file.ts';
import { openWindowStates } from '../../../../src-main/window/window-states.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const path = '/windows.json';
const state = (x: number) => ({ bounds: { x, y: 2, width: 800, height: 600 }, maximised: x > 5 });

it('remembers Home and each workspace apart, over restarts', async () => {
  const files = volatileFileSystem();
  const states = await openWindowStates(files, path);
  await states.put(null, state(1));
  await states.put('/w/a', state(9));
  await states.put(null, state(3));
  const again = await openWindowStates(files, path);
  expect(again.get(null)).toMatchObject(state(3));
  expect(again.get('/w/a')).toMatchObject(state(9));
  expect(again.get('/w/b')).toBeUndefined();
});

it('forgets places that make no sense', async () => {
  const files = volatileFileSystem();
  const windows = [{ key: '', bounds: { x: 1e300, y: 0, width: 1, height: 1 }, maximised: false }, 'x'];
  const text = JSON.stringify({ schema: 1, windows });
  unwrap(await replaceFile(files, path, new TextEncoder().encode(text)));
  expect((await openWindowStates(files, path)).get(null)).toBeUndefined();
});
