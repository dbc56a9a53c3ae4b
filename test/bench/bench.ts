/**
 * `npm run bench`: kernels beside native C (src-main/bench), then the desktop application. `npm run bench -- desktop [figures]`: the
 * application alone; other words go to `plaquette bench`, and then kernels alone are measured.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../support/source-tree.ts';

const program = join(process.env.PLAQUETTE_OUT ?? join(projectRoot, 'out'), 'plaquette.mjs');
const run = (...words: readonly string[]): number =>
  spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1;
const kernels = (words: readonly string[]): number => run(program, 'bench', ...words);
const desktop = (words: readonly string[]): number =>
  run(join(projectRoot, 'test/bench/desktop/bench.ts'), ...words);

const words = process.argv.slice(2);
if (words[0] === 'desktop') process.exitCode = desktop(words.slice(1));
else process.exitCode = kernels(words) || (words.length === 0 ? desktop([]) : 0);
