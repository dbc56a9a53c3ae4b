import { afterAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../../support/command-line.ts';

const line = commandLine();
afterAll(line.remove);

const commands = [
  ...[
    'new',
    'run',
    'resume',
    'stop',
    'race',
    'list',
    'show',
    'inspect',
    'measure',
    'convert',
    'analyze',
    'import',
    'explain',
    'train',
    'models',
    'sample',
  ],
  'workspace',
];

describe('the command line', () => {
  it('explains itself without arguments, and with --help', async () => {
    for (const argv of [[], ['--help'], ['help']]) {
      const { exit, out, err } = await line.run(...argv);
      expect(exit).toBe(0);
      expect(err).toBe('');
      for (const command of commands) expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
      expect(out).toContain('Exit codes: 0 fine, 1 a problem found, 2 cannot be read or wrong use.');
    }
  });

  it('takes the folder of --workspace for no command, and --help before a command for its own', async () => {
    expect((await line.run('--workspace', 'run', 'list', '--help')).out).toMatch(/^Usage: plaquette list/);
    for (const argv of [
      ['--help', 'list'],
      ['--workspace', 'run', 'help'],
    ])
      expect((await line.run(...argv)).out).toMatch(/^ {2}bench\b/m);
  });

  it('tells its version', async () => {
    expect((await line.run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(commands)('explains %s, with the options that every command has', async (command) => {
    const { exit, out } = await line.run(command, '--help');
    expect(exit).toBe(0);
    expect(out).toContain('--json');
  });

  it.each<readonly [readonly string[], RegExp]>([
    [['inspct'], /Unknown command 'inspct'\. Did you mean inspect\? See plaquette --help\./],
    [['inspect'], /Missing required argument 'files'\. See plaquette inspect --help\./],
    [
      ['inspect', 'a', '--dim', '4,4'],
      /Unknown option '--dim'\. Did you mean --dims\? See plaquette inspect/,
    ],
    [['inspect', 'a', '--dims', '4,0'], /Give extents in the order x,y,z,t, such as 8,8,8,16\./],
    [['inspect', 'a', '--group', 'G2'], /Give a group such as 'SU\(3\)'/],
    [['inspect', 'nothing.lime'], /nothing\.lime: it does not exist\. Check the name and the folder\./],
    [['inspect', '.'], /Could not open/],
    [['convert', 'a'], /Missing required argument 'out'/],
    [['convert', 'a', 'b.dat'], /\.dat does not say which format to write\. Give one, such as --format ildg/],
    [['convert', 'a', 'b', '--format', 'hdf5'], /Allowed choices are ildg, scidac/],
    [['convert', 'a.lime', 'b.ildg'], /a\.lime: it does not exist\. Check the name/],
    [['train'], /A run needs a specification\. Give a TOML file, or --template NAME\./],
    [['train', '--template', 'quick-start'], /trains nothing: it has no section \[training\]\./],
    [['train', 'x.toml', '--start', 'hot'], /Unknown option '--start'/],
    [['sample', 'x', '--count', 'many'], /A count is a whole number from 2 up/],
    [['models', 'list'], /is a workspace\. Go to a workspace/],
    [['new'], /No template was named\. Name one, such as quick-start/],
    [['new', 'quik-start'], /There is no template "quik-start"\. Did you mean quick-start\?/],
    [['new', 'quick-start', '--seed', '1.5'], /A seed is a whole number from 0 up to/],
    [['explain', 'sted'], /There is no key "sted"\. Did you mean seed\?/],
    [['explain', 'a', 'b'], /Too many arguments/],
    [['list'], /is a workspace\. Go to a workspace, or make one with plaquette workspace create\./],
    [
      ['list', '--workspace', 'elsewhere'],
      /elsewhere is not a workspace\. Make one with plaquette workspace create/,
    ],
    [['show', 'latest'], /is a workspace\. Go to a workspace/],
    [['stop', 'latest', '--timeout', 'soon'], /Give a time such as 90s, 30m/],
    [['analyze', 'rows.csv'], /rows\.csv: it does not exist\. Check the name/],
    [['analyze', 'latest', '--cut', 'half'], /A cut is a whole number, or "auto"\./],
    [['workspace', 'open'], /See plaquette workspace --help\./],
    [['workspace', 'create', 'a/b/c'], /does not exist\. Make it first, or choose another place\./],
    [['workspace', 'repair'], /is not a workspace/],
  ])('refuses %j with a remedy', async (argv, message) => {
    const { exit, out, err } = await line.run(...argv);
    expect(exit).toBe(2);
    expect(err).toMatch(message);
    expect(err).toMatch(/^plaquette: /);
    expect(out).toBe('');

    const scripted = await line.json(...argv);
    expect(scripted.exit).toBe(2);
    expect(scripted.err).toBe(err);
    expect(scripted.document.error).toMatchObject({
      code: expect.stringMatching(/^[a-z]+\.[a-zA-Z]+$/),
      message: expect.any(String),
      remedy: expect.any(String),
    });
  });

  it('lets broken invariants through to its entry', async () => {
    const broken = { ...line.world, folder: undefined as unknown as string };
    const { runProgram } = await import('../../../../src-main/cli/program.ts');
    await expect(runProgram(['list'], broken)).rejects.toThrow();
  });
});
