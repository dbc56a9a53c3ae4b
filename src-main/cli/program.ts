/**
 * The command line as a function: arguments and a world in, an exit code out. Never exits the process.
 * Test: test/unit/main/cli/program.test.ts.
 */
import { Command, CommanderError } from 'commander';
import { type Failure, fail } from '../../src-engine/base/result.ts';
import { loadCommands } from './command/index.ts';
import type { Context, World } from './context.ts';
import { type ExitCode, exitCode, exitCodeOf } from './exit-code.ts';
import { failureDocument, failureLines, jsonText, printLines } from './output.ts';
import { styleFor, wantsStyle } from './style.ts';
import { version } from './version.ts';

interface GlobalOptions {
  readonly json?: true;
  readonly workspace?: string;
}

const buildProgram = (world: World): Command =>
  new Command('plaquette')
    .description('Lattice gauge theory: simulate, measure, and open configurations of other codes.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .option('--json', 'print one JSON document instead of text')
    .option(
      '--workspace <folder>',
      'the workspace to use (default: PLAQUETTE_WORKSPACE, or the nearest folder upwards)',
    )
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(world.stdout.columns, 120),
      getErrHelpWidth: () => Math.min(world.stderr.columns, 120),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 a problem found, 2 cannot be read or wrong use.\nBegin with: plaquette new quick-start',
    )
    .exitOverride();

/** What commander refuses, in the words of this program. */
const usageFailure = (program: Command, argv: readonly string[], error: CommanderError): Failure => {
  const name = program.commands.find((command) => argv.includes(command.name()))?.name();
  const said = error.message.replace(/^error: /, '').split('\n');
  const message = said[0]!.replace(/^./, (letter) => letter.toUpperCase()).replace(/([^.?!])$/, '$1.');
  const hint = said[1] === undefined ? '' : `${said[1].replace(/[()]/g, '')} `;
  return fail('usage.wrong', message, `${hint}See plaquette ${name === undefined ? '' : `${name} `}--help.`)
    .error;
};

/** Errors that commander throws after it has printed help or the version. */
const isPrinted = (error: CommanderError): boolean =>
  ['commander.help', 'commander.helpDisplayed', 'commander.version'].includes(error.code);

/** Runs one command line (without the names of node and the script). */
export const runProgram = async (argv: readonly string[], world: World): Promise<ExitCode> => {
  const program = buildProgram(world);
  const wantsJson = argv.includes('--json');
  let exit: ExitCode = exitCode.fine;
  const refuse = (failure: Failure, code: ExitCode): void => {
    if (wantsJson) world.stdout.write(jsonText(failureDocument(failure)));
    printLines(world.stderr, failureLines(failure));
    exit = code;
  };
  const context: Context = {
    ...world,
    style: styleFor(wantsStyle(world.stdout.isTerminal, world.environment)),
    workspaceOption: () => program.opts<GlobalOptions>().workspace,
    answer: async (work) => {
      const answer = await work();
      if (!answer.ok) return refuse(answer.error, exitCodeOf(answer.error));
      const { text, document, problems } = answer.value;
      if (wantsJson) world.stdout.write(jsonText(document));
      else printLines(world.stdout, text);
      printLines(
        world.stderr,
        (problems ?? []).flatMap((one) => failureLines({ code: 'store.failed', ...one })),
      );
      exit = answer.value.exit;
    },
  };
  for (const register of await loadCommands(argv)) register(program, context);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (!isPrinted(error)) refuse(usageFailure(program, argv, error), exitCode.unusable);
    else if (error.exitCode !== 0) exit = exitCode.unusable;
  }
  return exit;
};
