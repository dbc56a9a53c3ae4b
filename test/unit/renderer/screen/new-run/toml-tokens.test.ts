import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tomlTokens } from '../../../../../src-renderer/screen/new-run/toml-tokens.ts';

const kinds = (line: string): string =>
  tomlTokens(line)
    .map(({ kind, text }) => `${kind}(${text})`)
    .join('');

test.each([
  ['[[phase.update]] # one', 'header([[phase.update]])plain( )comment(# one)'],
  ['name = "a # b"', 'key(name)plain( = )text("a # b")'],
  ['dims = [8, 8]', 'key(dims)plain( = [)number(8)plain(, )number(8)plain(])'],
  ['beta = 5.7e-3 # x', 'key(beta)plain( = )number(5.7e-3)plain( )comment(# x)'],
  ['twist = { xy = 1 }', 'key(twist)plain( = { )key(xy)plain( = )number(1)plain( })'],
  ['reproducible = true', 'key(reproducible)plain( = )number(true)'],
  ['save-every = 10', 'key(save-every)plain( = )number(10)'],
])('%s', (line, pieces) => {
  expect(kinds(line)).toBe(pieces);
});

test('the pieces of any line are the line', () => {
  fc.assert(
    fc.property(fc.string(), (raw) => {
      const line = raw.replace(/\n/g, '');
      expect(
        tomlTokens(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    }),
    { seed: 20261121, numRuns: 1000 },
  );
});
