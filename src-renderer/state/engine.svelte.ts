/** How the engine process is, as the host tells it, and facts about host and engine that do not change. */
import type { HostEvents, HostFacts, Value } from '../../src-main/contract/index.ts';
import { call, connection, on } from './connection.svelte.ts';

class EngineState {
  current = $state.raw<HostEvents['engine.state']>({ state: 'starting', message: null });
  host = $state.raw<HostFacts | null>(null);
  facts = $state.raw<Value<'engine.facts'> | null>(null);
}

export const engine = new EngineState();

/** Once, inside an effect root. */
export const followEngine = (): void => {
  on('engine.state', (state) => {
    engine.current = state;
  });
  $effect(() => {
    if (!connection.current.connected) return;
    void connection.current.epoch;
    engine.current = { state: 'ready', message: null };
    void call('engine.facts', {}).then((reply) => {
      if (reply.ok) engine.facts = reply.value;
    });
  });
};

/** Asked once; later calls answer from memory. */
export const hostFacts = async (): Promise<HostFacts | null> => {
  if (engine.host === null) {
    const reply = await call('host.facts', {});
    if (reply.ok) engine.host = reply.value;
  }
  return engine.host;
};
