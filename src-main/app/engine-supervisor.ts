/**
 * Keeps the engine process alive: starts it, tells it grants and settings, gives every window a port, starts it again when it dies and
 * says so in words, and ends it cleanly within a time limit. Knows nothing of Electron; `P` is a port to hand over.
 * Test: test/unit/main/app/engine-supervisor.test.ts.
 */
import type { HostEvents } from '../contract/index.ts';
import type { EngineSettings, FromEngine, ToEngine } from '../engine-host/control.ts';
import type { GrantTable } from '../grant/grant-table.ts';
import { nextRestart, recentDeaths } from './restart-policy.ts';
import { sentences } from './sentences.ts';

export interface EngineProcess<P> {
  post(message: ToEngine, ports?: readonly P[]): void;
  kill(): void;
}

export interface EngineProcessEvents {
  message(message: FromEngine): void;
  /** Once; nothing comes afterwards. `how` such as "code 6". */
  exited(how: string): void;
}

export type EngineState = HostEvents['engine.state'];

export interface SupervisorWorld<P> {
  spawn(events: EngineProcessEvents): EngineProcess<P>;
  readonly grants: GrantTable;
  settings(): EngineSettings;
  /** Messages that are not about the process itself. */
  tell(message: FromEngine): void;
  stateChanged(state: EngineState): void;
  log(text: string): void;
  now(): number;
  /** Answers what calls it off. */
  after(ms: number, action: () => void): () => void;
}

/** A fresh pair of ports: one end has been handed to the window, the other one is for the engine. Undefined: the window is gone. */
export type MakePort<P> = () => P | undefined;

export class EngineSupervisor<P> {
  private readonly world: SupervisorWorld<P>;
  private readonly clients = new Map<string, MakePort<P>>();
  private process: EngineProcess<P> | undefined;
  private current: EngineState = { state: 'starting', message: sentences.engine.starting };
  private deaths: readonly number[] = [];
  private activeRuns = 0;
  /** Runs that the last death interrupted. */
  private interrupted = 0;
  private isStopping = false;
  private callOff: () => void = () => undefined;
  private connections = 0;

  constructor(world: SupervisorWorld<P>) {
    this.world = world;
    world.grants.onGrant((grant) => this.process?.post({ kind: 'grant', grants: [grant] }));
  }

  get state(): EngineState {
    return this.current;
  }

  start(): void {
    this.callOff();
    let process: EngineProcess<P> | undefined;
    const isCurrent = (): boolean => this.process === process;
    process = this.world.spawn({
      message: (message) => {
        if (isCurrent()) this.receive(message);
      },
      exited: (how) => {
        if (isCurrent()) this.died(how);
      },
    });
    this.process = process;
    process.post({ kind: 'grant', grants: this.world.grants.entries() });
    process.post({ kind: 'settings', settings: this.world.settings() });
  }

  /** Remembers the window: it is connected now if the engine is ready, and again after every restart. */
  connect(client: string, makePort: MakePort<P>): void {
    this.clients.set(client, makePort);
    if (this.current.state === 'ready') this.hand(client, makePort);
  }

  disconnect(client: string): void {
    this.clients.delete(client);
  }

  settingsChanged(): void {
    this.process?.post({ kind: 'settings', settings: this.world.settings() });
  }

  /** Because the user wants it: forgets earlier deaths. */
  restart(): void {
    if (this.isStopping) return;
    const old = this.process;
    this.process = undefined;
    this.deaths = [];
    this.interrupted = this.activeRuns;
    this.change({ state: 'restarting', message: sentences.engine.asked(this.activeRuns) });
    this.forgetActivity();
    old?.kill();
    this.start();
  }

  /** Stops all runs and the process; kills it when that takes longer than `limitMs`. */
  stop(limitMs: number): Promise<'stopped' | 'killed'> {
    this.callOff();
    this.isStopping = true;
    const { process } = this;
    if (process === undefined) return Promise.resolve('stopped');
    return new Promise((resolve) => {
      const cancel = this.world.after(limitMs, () => {
        this.world.log(`The engine did not stop within ${limitMs / 1000} s and was ended.`);
        process.kill();
        resolve('killed');
      });
      this.whenStopped = () => {
        cancel();
        resolve('stopped');
      };
      process.post({ kind: 'shutdown' });
    });
  }

  private whenStopped: () => void = () => undefined;

  private receive(message: FromEngine): void {
    if (message.kind === 'ready') {
      for (const [client, makePort] of this.clients) this.hand(client, makePort);
      this.change({ state: 'ready', message: sentences.engine.back(this.interrupted) });
      this.interrupted = 0;
      return;
    }
    if (message.kind === 'stopped') {
      this.whenStopped();
      return;
    }
    if (message.kind === 'grant') {
      for (const grant of message.grants) this.world.grants.adopt(grant);
      return;
    }
    if (message.kind === 'activity') this.activeRuns = message.activeRuns;
    this.world.tell(message);
  }

  private hand(client: string, makePort: MakePort<P>): void {
    const port = makePort();
    if (port === undefined) this.clients.delete(client);
    else this.process?.post({ kind: 'connect', client: `${client}.${++this.connections}` }, [port]);
  }

  private died(how: string): void {
    this.process = undefined;
    if (this.isStopping) {
      this.whenStopped();
      return;
    }
    const now = this.world.now();
    this.deaths = recentDeaths([...this.deaths, now], now);
    this.world.log(`The engine process ended unexpectedly (${how}), with ${this.activeRuns} active runs.`);
    const next = nextRestart(this.deaths, now);
    this.interrupted += this.activeRuns;
    if (next.kind === 'give-up')
      this.change({ state: 'failed', message: sentences.engine.gaveUp(next.deaths) });
    else {
      this.change({
        state: 'restarting',
        message: sentences.engine.died(this.activeRuns, next.afterMs / 1000),
      });
      this.callOff = this.world.after(next.afterMs, () => this.start());
    }
    this.forgetActivity();
  }

  private forgetActivity(): void {
    this.activeRuns = 0;
    this.world.tell({ kind: 'activity', activeRuns: 0, waitingRuns: 0, fraction: null, workspaces: [] });
  }

  private change(state: EngineState): void {
    this.current = state;
    this.world.stateChanged(state);
  }
}
