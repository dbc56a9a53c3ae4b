/**
 * A connection to the server that is made again whenever it breaks, and the calls on it. Pure: the socket, the clock and the question whether
 * the key is right come from outside. Calls that were under way when it broke answer `ipc.gone`; each new connection is a new epoch.
 * Test: test/unit/renderer/bridge/socket-link.test.ts.
 */
import { decodeMessage, encodeMessage } from '../../src-main/contract/codec.ts';
import type { CallName, HostEvents, Reply, ServerMessage } from '../../src-main/contract/index.ts';
import { connectionText } from '../text/connection.ts';
import type { Connection } from './bridge.ts';
import { goneReply, Listeners, PendingCalls } from './pending-calls.ts';

export interface Carrier {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface CarrierEvents {
  opened(): void;
  received(bytes: Uint8Array): void;
  closed(): void;
}

/** `unknown`: the server did not answer. */
export type Access = 'granted' | 'refused' | 'unknown';

export interface LinkWorld {
  connect(events: CarrierEvents): Carrier;
  askAccess(): Promise<Access>;
  /** Calls back after a time; answers what prevents it. */
  later(ms: number, work: () => void): () => void;
}

/** Before each further attempt in a row. */
export const delaysMs = [0, 500, 1000, 2000, 4000, 8000, 15_000] as const;
/** A connection that owes an answer for so long is dead. */
export const proofMs = 5000;

export class SocketLink {
  readonly listeners = new Listeners();
  private readonly world: LinkWorld;
  private readonly watchers = new Set<(connection: Connection) => void>();
  private connection: Connection = { connected: false, epoch: 0, message: null };
  private calls = new PendingCalls();
  private carrier: Carrier | undefined;
  private isOpen = false;
  private attempts = 0;
  private cancel: () => void = () => {};
  private known: () => void = () => {};
  /** Calls made before it was known whether there is a connection wait for that. */
  private readonly firstNews = new Promise<void>((resolve) => {
    this.known = resolve;
  });

  constructor(world: LinkWorld) {
    this.world = world;
  }

  watch(watcher: (connection: Connection) => void): () => void {
    this.watchers.add(watcher);
    watcher(this.connection);
    return () => this.watchers.delete(watcher);
  }

  open(): void {
    this.cancel();
    if (this.carrier !== undefined) return;
    this.calls = new PendingCalls();
    const carrier: Carrier = this.world.connect({
      opened: () => {
        if (this.carrier === carrier) this.isOpen = true;
      },
      received: (bytes) => {
        if (this.carrier === carrier) this.receive(bytes);
      },
      closed: () => {
        if (this.carrier === carrier) void this.broken();
      },
    });
    this.carrier = carrier;
  }

  async call(name: CallName, args: unknown): Promise<Reply<never>> {
    await this.firstNews;
    if (this.carrier === undefined || !this.isOpen) return goneReply;
    const { id, reply } = this.calls.begin();
    this.carrier.send(encodeMessage({ kind: 'call', id, name, args }));
    return reply;
  }

  /** After a sleep: connects at once, or makes sure that the connection still lives. */
  prove(): void {
    const { carrier } = this;
    if (carrier === undefined) {
      this.attempts = 0;
      // before the first connection its own attempts go on
      if (this.connection.epoch > 0) this.open();
      return;
    }
    if (!this.isOpen) return;
    const relax = this.world.later(proofMs, () => {
      if (this.carrier !== carrier) return;
      carrier.close();
      void this.broken();
    });
    void this.call('host.facts', {}).then(relax);
  }

  private change(next: Partial<Connection>): void {
    this.connection = { ...this.connection, ...next };
    for (const watcher of this.watchers) watcher(this.connection);
    if (this.connection.connected || this.connection.message !== null) this.known();
  }

  /** Says why there is no connection, and answers what waits. */
  private tellGone(message: string): void {
    this.calls.abandon();
    this.change({ connected: false, message });
    this.listeners.emit('engine.state', { state: 'restarting', message });
  }

  private receive(bytes: Uint8Array): void {
    const decoded = decodeMessage(bytes);
    if (!decoded.ok) return;
    const message = decoded.value as ServerMessage;
    if (message.kind === 'event' && message.name === 'engine.state')
      this.engineState(message.payload as HostEvents['engine.state']);
    this.listeners.receive(message, this.calls);
  }

  private engineState({ state, message }: HostEvents['engine.state']): void {
    if (state === 'ready') {
      this.attempts = 0;
      this.change({ connected: true, epoch: this.connection.epoch + 1, message: null });
    } else this.change({ connected: false, message: message ?? connectionText.engineAway });
  }

  private async broken(): Promise<void> {
    this.carrier = undefined;
    this.isOpen = false;
    if (this.connection.connected || this.attempts > 0) this.tellGone(connectionText.broken);
    if ((await this.world.askAccess()) === 'refused') return this.tellGone(connectionText.refused);
    const delay = delaysMs[Math.min(this.attempts++, delaysMs.length - 1)]!;
    this.cancel();
    this.cancel = this.world.later(delay, () => this.open());
  }
}
