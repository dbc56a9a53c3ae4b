/**
 * What commands answer, and how it is printed: text for people, or with --json one JSON document on standard output.
 * Problems go to standard error in both cases. Every command answers with both forms, so none can lack one.
 * In JSON, typed arrays are arrays, numbers that JSON lacks (NaN, infinities) are null.
 * Test: test/unit/main/cli/output.test.ts.
 */
import type { Failure } from '../../src-engine/base/result.ts';
import type { ExitCode } from './exit-code.ts';
import { harmless } from './style.ts';

export interface Answer {
  readonly exit: ExitCode;
  /** Lines for people. */
  readonly text: readonly string[];
  /** What --json prints. */
  readonly document: unknown;
  /** Printed to standard error; the document tells them in its own fields. */
  readonly problems?: readonly Pick<Failure, 'message' | 'remedy'>[];
}

/** Where text goes. */
export interface Channel {
  readonly isTerminal: boolean;
  /** Characters per line of a terminal. */
  readonly columns: number;
  write(text: string): void;
}

const plain = (_key: string, value: unknown): unknown => {
  if (value instanceof Float64Array || value instanceof Uint32Array) return [...value];
  return typeof value === 'bigint' ? String(value) : value;
};

export const jsonText = (document: unknown): string => `${JSON.stringify(document, plain, 2)}\n`;

export const printLines = (channel: Channel, lines: readonly string[]): void => {
  if (lines.length > 0) channel.write(`${lines.map(harmless).join('\n')}\n`);
};

/** A problem as one line: what is wrong, then what to do. */
export const problemLine = ({ message, remedy }: Pick<Failure, 'message' | 'remedy'>): string =>
  `${message} ${remedy}`.trim();

interface Listed {
  readonly message: string;
  readonly remedy: string;
}

/** The problems that a failure collected (a specification with several mistakes). */
const listed = (failure: Failure): readonly Listed[] => {
  const problems = failure.detail?.problems;
  if (!Array.isArray(problems)) return [];
  return problems.filter(
    (one: unknown): one is Listed =>
      typeof one === 'object' && one !== null && 'message' in one && 'remedy' in one,
  );
};

/** A failure as lines: every collected problem, or the failure itself. */
export const failureLines = (failure: Failure): readonly string[] => {
  const all = listed(failure);
  const lines = (all.length > 1 ? all : [failure]).map(problemLine);
  return lines.map((line) => `plaquette: ${line}`);
};

/** What --json prints for a failure. */
export const failureDocument = (failure: Failure): { readonly error: Failure } => ({ error: failure });
