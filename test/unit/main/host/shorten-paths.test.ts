import { expect, it } from 'vitest';
import { shortenPaths } from '../../../../src-main/host/shorten-paths.ts';

it.each([
  ['open /mnt/project/secret/run1/spec.toml failed', 'open .../run1/spec.toml failed'],
  ['"/u/ann/data/deep/er/a.lime": not found', '".../er/a.lime": not found'],
  ['in /u/ann now', 'in ~ now'],
  ['C:\\Users\\Ann\\Documents\\x.csv', '.../Documents/x.csv'],
  ['see https://www.usqcd.org/ildg/page for more', 'see https://www.usqcd.org/ildg/page for more'],
  ['at f (file:///opt/app/out/main.mjs:3:1)', 'at f (.../out/main.mjs:3:1)'],
  ['annika@host said so', '<user>@host said so'],
  ['0.5/0.25 and 3/4', '0.5/0.25 and 3/4'],
])('%j becomes %j', (text, short) => {
  expect(shortenPaths(text, '/u/ann', 'annika')).toBe(short);
});
