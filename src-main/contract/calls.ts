/** All calls there are, those of the engine and those of the host, with the types that follow from them. */
import type { ArgsOf, DecodedArgsOf, ReplyOf } from './call.ts';
import { configurationCalls } from './configuration-calls.ts';
import { hostCalls } from './host-calls.ts';
import { modelCalls } from './model-calls.ts';
import { raceCalls } from './race-calls.ts';
import { runCalls } from './run-calls.ts';
import { specCalls } from './spec-calls.ts';
import { streamCalls } from './stream-calls.ts';
import { taskCalls } from './task-calls.ts';
import type { Reply } from './values.ts';
import { workspaceCalls } from './workspace-calls.ts';

/** Answered by the engine process. */
export const engineCalls = {
  ...workspaceCalls,
  ...runCalls,
  ...modelCalls,
  ...raceCalls,
  ...specCalls,
  ...configurationCalls,
  ...taskCalls,
  ...streamCalls,
} as const;

export type EngineCallName = keyof typeof engineCalls;
export type HostCallName = keyof typeof hostCalls;
export type AllCalls = typeof engineCalls & typeof hostCalls;
export type CallName = keyof AllCalls;
export type Args<N extends CallName> = ArgsOf<AllCalls[N]>;
export type Value<N extends CallName> = ReplyOf<AllCalls[N]>;

export const isHostCall = (name: CallName): name is HostCallName => Object.hasOwn(hostCalls, name);

/** One function per call: what a router needs. `C` is what a handler is told about who calls. */
export type Handlers<Names extends CallName, C> = {
  readonly [N in Names]: (
    args: DecodedArgsOf<AllCalls[N]>,
    client: C,
  ) => Promise<Reply<Value<N>>> | Reply<Value<N>>;
};
