/**
 * From a call's name and arguments, which may be anything, to its reply. Nothing throws and nothing is left unanswered: a handler that
 * breaks becomes an `internal` failure whose trace id names the line in the program's log.
 * Test: test/unit/main/engine-host/router.test.ts, test/property/engine-router.test.ts.
 */
import { randomBytes } from 'node:crypto';
import { fail } from '../../src-engine/base/result.ts';
import type { CallDefinition, CallName, Handlers, Reply } from '../contract/index.ts';
import { inApplication } from './in-application.ts';

export interface RouterOptions {
  /** Takes the trace of a defect. */
  readonly log: (text: string, traceId: string) => void;
  /** Refuses replies that are not what the contract says; for tests. */
  readonly checkReplies?: boolean;
}

export type Router<C> = (name: string, args: unknown, client: C) => Promise<Reply<unknown>>;

type Decoded = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/** What schema libraries do with hostile input (depth, size) is not known: whatever they throw is a refusal. */
const decode = (schema: CallDefinition['args'], value: unknown): Decoded => {
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { ok: true, value: parsed.data };
    const [issue] = parsed.error.issues;
    const place =
      issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
    return { ok: false, why: `${place}${issue?.message ?? 'unreadable'}`.slice(0, 300) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message.slice(0, 300) : 'unreadable' };
  }
};

export const traceOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The failure that stands for a defect, after its trace was logged. */
export const internalFailure = (
  doing: string,
  error: unknown,
  log: RouterOptions['log'],
): ReturnType<typeof fail> & { readonly error: { readonly traceId: string } } => {
  const traceId = randomBytes(6).toString('hex');
  log(`${doing}: ${traceOf(error)}`, traceId);
  const failed = fail(
    'internal',
    `Something went wrong inside Plaquette (${doing}).`,
    'Try again; if it happens again, report it with the log (Help, Diagnostics).',
  );
  return { ok: false, error: { ...failed.error, traceId } };
};

export const createRouter = <Names extends CallName, C>(
  calls: Readonly<Record<Names, CallDefinition>>,
  handlers: Handlers<Names, C>,
  options: RouterOptions,
): Router<C> => {
  const table = handlers as unknown as Readonly<
    Record<string, (args: unknown, client: C) => Promise<Reply<unknown>> | Reply<unknown>>
  >;
  return async (name, args, client) => {
    if (!Object.hasOwn(calls, name) || !Object.hasOwn(table, name))
      return fail(
        'ipc.unknownCall',
        `There is no call ${JSON.stringify(name.slice(0, 80))}.`,
        'Restart Plaquette: its parts seem to be of different versions.',
      );
    const definition = calls[name as Names];
    const decoded = decode(definition.args, args);
    if (!decoded.ok)
      return fail(
        'ipc.malformed',
        `The arguments of ${name} are not what it takes (${decoded.why}).`,
        'Restart Plaquette; if it happens again, report it.',
      );
    try {
      const reply = await table[name]!(decoded.value, client);
      if (reply === undefined || (reply.ok && reply.value === undefined))
        throw new Error('it answered nothing');
      if (options.checkReplies && reply.ok) definition.reply.parse(reply.value);
      return reply.ok ? reply : { ok: false, error: inApplication(reply.error) };
    } catch (error) {
      return internalFailure(name, error, options.log);
    }
  };
};
