/** A bridge for tests of the page's state: calls are answered by given functions and remembered; events are sent by hand. */
import type { Args, CallName, EventName, Events, Reply, Value } from '../../src-main/contract/index.ts';
import type { Bridge } from '../../src-renderer/bridge/bridge.ts';
import { Listeners } from '../../src-renderer/bridge/pending-calls.ts';
import { useBridge } from '../../src-renderer/state/connection.svelte.ts';

type Answers = { [N in CallName]?: (args: Args<N>) => Reply<Value<N>> };

export interface FakeBridge {
  readonly asked: { readonly name: CallName; readonly args: unknown }[];
  /** Replaces or adds answers. */
  answer(answers: Answers): void;
  emit<N extends EventName>(name: N, payload: Events[N]): void;
}

export const useFakeBridge = (first: Answers = {}): FakeBridge => {
  let answers: Answers = first;
  const asked: { name: CallName; args: unknown }[] = [];
  const listeners = new Listeners();
  const bridge: Bridge = {
    kind: 'electron',
    call: async (name, args) => {
      asked.push({ name, args });
      const answer = answers[name] as ((given: typeof args) => Reply<Value<typeof name>>) | undefined;
      if (answer === undefined)
        return {
          ok: false,
          error: {
            code: 'ipc.unknownCall',
            message: `${name} has no answer in this test.`,
            remedy: 'Give one.',
          },
        };
      return answer(args);
    },
    on: (name, handler) => listeners.on(name, handler),
    onFrame: () => () => {},
    onConnection: (handler) => {
      handler({ connected: true, epoch: 1, message: null });
      return () => {};
    },
    fileHandle: async () => ({ ok: false, error: { code: 'host.unsupported', message: '', remedy: '' } }),
  };
  useBridge(bridge);
  return {
    asked,
    answer: (more) => {
      answers = { ...answers, ...more };
    },
    emit: (name, payload) => listeners.emit(name, payload),
  };
};
