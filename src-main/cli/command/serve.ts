/** `plaquette serve`: the application in a browser, until it is stopped. */
import { resolve } from 'node:path';
import type { Context, Register } from '../context.ts';
import { namedFolder } from '../open-workspace.ts';
import { wholeNumber } from '../option.ts';
import { jsonText, printLines } from '../output.ts';
import { version } from '../version.ts';

interface ServeOptions {
  readonly root?: string;
  readonly host: string;
  readonly port?: number;
  readonly open?: true;
}

export const register: Register = (program, context) => {
  program
    .command('serve')
    .description('serve the application to a browser, on this machine or through an ssh tunnel')
    .option('--root <folder>', 'the folder below which files can be opened and saved (default: this one)')
    .option('--port <number>', 'the port to use; 0 for any free one', wholeNumber('A port', 0))
    .option(
      '--host <address>',
      'the address to listen on; others than loopback are warned about',
      '127.0.0.1',
    )
    .option('--open', 'open a browser')
    .action((options: ServeOptions) =>
      serveFor(context, options, program.opts<{ json?: true }>().json === true),
    );
};

/** Its document is printed when the server has started, not when it ends. */
const serveFor = async (context: Context, options: ServeOptions, json: boolean): Promise<void> => {
  const { serve } = await import('../../server/serve.ts');
  const { pagesFolder } = await import('../../server/pages-folder.ts');
  const { createEngine } = await import('../../engine-host/engine.ts');
  const served = await serve(
    {
      version,
      host: context.host,
      environment: context.environment,
      folder: context.folder,
      pages: pagesFolder(),
      makeEngine: (tell) => createEngine({ version, host: context.host, tell }),
      started: (lines, document) => {
        if (json) context.stdout.write(jsonText(document));
        else printLines(context.stdout, lines);
      },
      say: (...lines) => printLines(context.stderr, lines),
    },
    {
      root: resolve(context.folder, options.root ?? '.'),
      workspace: namedFolder(context),
      host: options.host,
      port: options.port,
      open: options.open === true,
    },
  );
  if (!served.ok) await context.answer(async () => served);
};
