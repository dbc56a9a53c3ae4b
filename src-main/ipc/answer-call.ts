/**
 * Answers one call: its arguments are decoded by the contract, its handler is asked, and whatever happens a `Reply` comes back.
 * Test: test/unit/main/ipc/answer-call.test.ts.
 */
import { z } from 'zod';
import { fail } from '../../src-engine/base/result.ts';
import type { AllCalls, CallName, Calls, Handlers, Reply } from '../contract/index.ts';

export interface CallDesk<N extends CallName, C> {
  readonly calls: Pick<AllCalls, N>;
  readonly handlers: Handlers<N, C>;
  /** Writes a defect down and answers its trace id. */
  readonly defect: (call: string, error: unknown) => string;
}

const refuseName = (name: string) =>
  fail(
    'ipc.unknownCall',
    `There is no call named ${JSON.stringify(name.slice(0, 80))}.`,
    'Close this window and open it again; if that does not help, restart Plaquette.',
  );

export const malformedCall = (name: string, why: string) =>
  fail(
    'ipc.malformed',
    `The request ${name} was not understood: ${why}.`,
    'Correct the value and try again; if you entered none, restart Plaquette.',
  );

const wrongArguments = (name: string, error: z.ZodError) =>
  malformedCall(name, z.prettifyError(error).replace(/\s+/g, ' ').slice(0, 400));

/** `args`: everything that was sent along; a call has exactly one argument. */
export const answerCall = async <N extends CallName, C>(
  desk: CallDesk<N, C>,
  name: string,
  args: readonly unknown[],
  client: C,
): Promise<Reply<unknown>> => {
  const calls = desk.calls as unknown as Calls;
  if (!Object.hasOwn(calls, name)) return refuseName(name);
  try {
    if (args.length !== 1) return malformedCall(name, `it has ${args.length} arguments in place of one`);
    const decoded = calls[name]!.args.safeParse(args[0]);
    if (!decoded.success) return wrongArguments(name, decoded.error);
    const handler = desk.handlers[name as N] as (args: unknown, client: C) => Promise<Reply<unknown>>;
    return await handler(decoded.data, client);
  } catch (error) {
    const traceId = desk.defect(name, error);
    const failure = fail(
      'internal',
      `Something in Plaquette went wrong while it answered ${name}.`,
      'Try again; if it happens again, report it with the diagnostics from the help menu.',
    ).error;
    return { ok: false, error: { ...failure, traceId } };
  }
};
