/**
 * What somebody outside asks to open: words of a command line (cold start, second instance), files of the operating system, links.
 * Nothing is opened here; what cannot be opened becomes a failure in words. Test: test/unit/main/app/open-request.test.ts.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Failure } from '../../src-engine/base/result.ts';
import { fail } from '../../src-engine/base/result.ts';
import type { RunId } from '../contract/index.ts';
import { isDeepLink, readDeepLink } from '../security/deep-link.ts';
import type { FileFacts } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';

export interface OpenRequest {
  /** Folders. */
  readonly workspaces: readonly string[];
  readonly files: readonly string[];
  readonly runs: readonly RunId[];
  readonly refused: readonly Failure[];
}

const MOST_WORDS = 200;
const MARK = 'plaquette.toml';

/** What a second instance hands over; anything else is ignored. */
const handOver = z.object({
  words: z.array(z.string().max(8192)).max(MOST_WORDS),
  folder: z.string().max(8192),
});
export type HandOver = z.output<typeof handOver>;

export const readHandOver = (data: unknown): HandOver | undefined => {
  const read = handOver.safeParse(data);
  return read.success ? read.data : undefined;
};

/** The words of a command line that are meant for the application: no executable, no switches, not the application's own folder. */
export const wordsForUs = (
  argv: readonly string[],
  isBareElectron: boolean,
  folder: string,
  application: string,
): readonly string[] => {
  const words = argv.slice(1).filter((word) => word !== '' && !word.startsWith('-'));
  const isApplication = (word: string | undefined): boolean =>
    word !== undefined &&
    (resolve(folder, word) === application || dirname(resolve(folder, word)) === application);
  return (isBareElectron && isApplication(words[0]) ? words.slice(1) : words).slice(0, MOST_WORDS);
};

const asPath = (word: string, folder: string): string | undefined => {
  if (!/^file:/i.test(word)) return resolve(folder, word);
  try {
    return fileURLToPath(word);
  } catch {
    return undefined;
  }
};

/** `look` answers undefined when nothing is there; it may throw. */
export const readOpenRequest = async (
  { words, folder }: HandOver,
  look: (path: string) => Promise<FileFacts | undefined>,
): Promise<OpenRequest> => {
  const workspaces: string[] = [];
  const files: string[] = [];
  const runs: RunId[] = [];
  const refused: Failure[] = [];
  const refuse = (...failure: Parameters<typeof fail>): void => void refused.push(fail(...failure).error);
  const seen = (path: string): Promise<FileFacts | undefined> => look(path).catch(() => undefined);

  const takePath = async (path: string): Promise<void> => {
    const found = await attempt(`look at ${path}`, () => look(path)).catch(() => undefined);
    if (found?.ok === false) {
      refused.push(found.error);
      return;
    }
    const facts = found?.value;
    if (facts?.kind === 'other')
      refuse(
        'store.notFound',
        `${basename(path)} is a device or a pipe, not a file.`,
        'Open a configuration file, or the folder of a workspace.',
      );
    else if (facts?.kind === 'file') {
      if (basename(path) === MARK) workspaces.push(dirname(path));
      else files.push(path);
    } else if (facts?.kind === 'folder') {
      if (path.endsWith('.plaquette') || (await seen(join(path, MARK)))?.kind === 'file')
        workspaces.push(path);
      else
        refuse(
          'workspace.notFound',
          `The folder ${basename(path)} is not a workspace: it has no ${MARK}.`,
          'Open a workspace folder, or make a new workspace in an empty one.',
        );
    } else
      refuse(
        'store.notFound',
        `There is no file or folder ${basename(path)} in ${dirname(path)}.`,
        'Check its name; it may have been moved or deleted, or its drive is not connected.',
      );
  };

  for (const word of words) {
    if (isDeepLink(word)) {
      const link = readDeepLink(word);
      if (link !== undefined) runs.push(link.show);
      else
        refuse(
          'ipc.refused',
          'A link to Plaquette was not understood, so nothing was done.',
          'Links have the form plaquette://run/<identifier of a run>.',
        );
      continue;
    }
    const path = asPath(word, folder);
    if (path === undefined)
      refuse(
        'store.notFound',
        `The address ${word.slice(0, 200)} names no file of this computer.`,
        'Open the file itself.',
      );
    else await takePath(path);
  }
  return { workspaces, files, runs, refused };
};
