import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';

let line: CommandLine;
beforeEach(() => {
  line = commandLine();
});
afterEach(() => line.remove());

it.each([
  [['serve', '--port', 'http'], /port/i],
  [['serve', '--port', '-1'], /port/i],
  [['serve', '--port', '65536'], /65535/],
  [['serve', 'extra'], /argument/i],
  [['serve', '--token', 'mine'], /--token/],
])('refuses %j', async (argv, message) => {
  const { exit, err, out } = await line.run(...argv);
  expect(exit).toBe(2);
  expect(err).toMatch(message);
  expect(out).toBe('');
});

it('tells scripts a refusal in one document', async () => {
  const { document, exit } = await line.json('serve', '--port', '70000');
  expect(exit).toBe(2);
  expect(document).toMatchObject({ error: { code: 'usage.wrong' } });
});
