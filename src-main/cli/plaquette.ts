#!/usr/bin/env node
/** The entry of the command line: runs it in this process's world and leaves with its exit code. */
import { processWorld } from './context.ts';
import { exitCode } from './exit-code.ts';
import { runProgram } from './program.ts';
import { version } from './version.ts';

/** A reader that has seen enough (`plaquette list | head`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCode.fine);
});

try {
  process.exitCode = await runProgram(process.argv.slice(2), processWorld());
} catch (error) {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `plaquette: This is a mistake in Plaquette ${version}, not yours. Please report it with the command line and these lines:\n${trace}\n`,
  );
  process.exitCode = exitCode.unusable;
}
