import { afterAll, expect, it } from 'vitest';
import { harmless, styleFor, wantsStyle } from '../../../../src-main/cli/style.ts';
import { commandLine } from '../../../support/command-line.ts';

it('is for terminals, unless NO_COLOR or TERM say otherwise', () => {
  expect(wantsStyle(true, {})).toBe(true);
  expect(wantsStyle(true, { NO_COLOR: '' })).toBe(true);
  expect(wantsStyle(false, {})).toBe(false);
  expect(wantsStyle(true, { NO_COLOR: '1' })).toBe(false);
  expect(wantsStyle(true, { TERM: 'dumb' })).toBe(false);
});

it('leaves our own emphasis and nothing else', () => {
  const { strong, bad } = styleFor(true);
  expect(harmless(strong('a') + bad('b'))).toBe('\x1b[1ma\x1b[0m\x1b[31mb\x1b[0m');
  expect(harmless('\x1b[2J\x9b1m\x7f\r\ta\nb')).toBe('\ufffd[2J\ufffd1m\ufffd\ufffd\ta\nb');
  expect(styleFor(false).strong('a')).toBe('a');
});

const terminal = commandLine({ isTerminal: true });
const quiet = commandLine({ isTerminal: true, environment: { NO_COLOR: '1' } });
const piped = commandLine();
afterAll(() => [terminal, quiet, piped].forEach((line) => line.remove()));

it('reaches the commands', async () => {
  const introducer = '\x1b';
  expect((await terminal.run('explain')).out).toContain(`${introducer}[1m`);
  expect((await quiet.run('explain')).out).not.toContain(introducer);
  expect((await piped.run('explain')).out).not.toContain(introducer);
  expect((await terminal.run('explain', '--json')).out).not.toContain(introducer);
});
