/** What one call is: its arguments, its reply, and whether it changes anything. Replies travel as `Result`s; calls never throw. */
import { z } from 'zod';

export interface CallDefinition<A extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly args: A;
  readonly reply: R;
  /** `read`: may be repeated freely; `change`: alters files, runs or settings. */
  readonly effect: 'read' | 'change';
}

export const readCall = <A extends z.ZodType, R extends z.ZodType>(
  args: A,
  reply: R,
): CallDefinition<A, R> => ({
  args,
  reply,
  effect: 'read',
});

export const changeCall = <A extends z.ZodType, R extends z.ZodType>(
  args: A,
  reply: R,
): CallDefinition<A, R> => ({ args, reply, effect: 'change' });

export type Calls = Readonly<Record<string, CallDefinition>>;
/** What a caller gives. */
export type ArgsOf<C extends CallDefinition> = z.input<C['args']>;
/** What a handler receives once the arguments were decoded. */
export type DecodedArgsOf<C extends CallDefinition> = z.output<C['args']>;
export type ReplyOf<C extends CallDefinition> = z.output<C['reply']>;

export const nothing = z.null();
export const noArgs = z.strictObject({});
