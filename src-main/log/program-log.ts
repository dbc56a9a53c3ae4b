/**
 * The program's own log: NDJSON, `{"time","level","source","text","trace"?}`, rotated at a megabyte, three old files kept.
 * Losing its last lines to a power cut is accepted; failing to write never disturbs the program. Test: test/unit/main/log/program-log.test.ts.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ensureFolders } from '../host/json-file.ts';
import { closeQuietly, readSmallFile, writeAll } from '../storage/file-bytes.ts';
import type { FileSystem, OpenFile } from '../storage/file-system.ts';

const ROTATE_BYTES = 1 << 20;
const OLD_FILES = 3;
const LONGEST_TEXT = 8_000;

export type LogLevel = 'info' | 'warning' | 'error';

export interface ProgramLog {
  note(level: LogLevel, source: string, text: string, trace?: string): void;
  /** Writes down a defect and answers the trace id that names its line. */
  defect(source: string, error: unknown): string;
  /** The newest lines, newest last. */
  tail(count: number): Promise<readonly string[]>;
  /** Once everything noted so far has been handed to the system. */
  settled(): Promise<void>;
}

const name = (folder: string, age: number): string =>
  join(folder, age === 0 ? 'plaquette.ndjson' : `plaquette.${age}.ndjson`);

const wordsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);

export const openProgramLog = (
  files: FileSystem,
  folder: string,
  now: () => Date = () => new Date(),
  rotateBytes = ROTATE_BYTES,
): ProgramLog => {
  let waiting: string[] = [];
  let queue: Promise<void> = Promise.resolve();

  const rotate = async (): Promise<void> => {
    for (let age = OLD_FILES; age > 0; age--)
      if ((await files.facts(name(folder, age - 1))) !== undefined)
        await files.rename(name(folder, age - 1), name(folder, age));
  };

  const openToday = async (): Promise<OpenFile> => {
    const current = name(folder, 0);
    const facts = await files.facts(current);
    if (facts !== undefined && facts.size >= rotateBytes) await rotate();
    return files.open(current, facts === undefined || facts.size >= rotateBytes ? 'create' : 'update');
  };

  const write = async (): Promise<void> => {
    const lines = waiting;
    waiting = [];
    if (lines.length === 0) return;
    await ensureFolders(files, folder);
    const file = await openToday();
    try {
      await writeAll(file, new TextEncoder().encode(lines.join('')), await file.size());
    } finally {
      await closeQuietly(file);
    }
  };

  const note: ProgramLog['note'] = (level, source, text, trace) => {
    const line = { time: now().toISOString(), level, source, text: text.slice(0, LONGEST_TEXT), trace };
    waiting.push(`${JSON.stringify(line)}\n`);
    // a full or vanished disk must not take the program down with its log
    queue = queue.then(write).catch(() => undefined);
  };

  const linesOf = async (age: number): Promise<readonly string[]> => {
    try {
      const bytes = await readSmallFile(files, name(folder, age), 8 << 20);
      return new TextDecoder()
        .decode(bytes)
        .split('\n')
        .filter((line) => line !== '');
    } catch {
      return [];
    }
  };

  return {
    note,
    defect: (source, error) => {
      const trace = randomBytes(6).toString('hex');
      note('error', source, wordsOf(error), trace);
      return trace;
    },
    tail: async (count) => {
      await queue;
      const today = await linesOf(0);
      const lines = today.length >= count ? today : [...(await linesOf(1)), ...today];
      return lines.slice(-count);
    },
    settled: () => queue,
  };
};
