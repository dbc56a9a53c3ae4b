/**
 * The engine of this server, in this process, and the lines of all pages to it. A restart stops its runs with a checkpoint and gives every
 * page a new line. Test: test/unit/main/server/engine-seat.test.ts.
 */
import type { HostEvents, Settings } from '../contract/index.ts';
import type { FromEngine, ToEngine } from '../engine-host/control.ts';
import type { Engine } from '../engine-host/engine-world.ts';
import type { GrantTable } from '../grant/grant-table.ts';
import { EngineLine, type LineUser } from './engine-line.ts';

export type EngineState = HostEvents['engine.state'];

/** A page that talks to the engine. */
export interface SeatUser extends LineUser {
  engineState(state: EngineState): void;
}

export interface EngineSeatWorld {
  readonly grants: GrantTable;
  settings(): Settings;
  make(tell: (message: FromEngine) => void): Engine;
  tell(message: FromEngine): void;
}

const ready: EngineState = { state: 'ready', message: null };
const restarts = 'The engine is being restarted. Runs stop with a checkpoint and can be resumed.';
const stops = 'The server is being stopped. Runs stop with a checkpoint and can be resumed.';

export class EngineSeat {
  private readonly world: EngineSeatWorld;
  private readonly lines = new Map<string, { readonly user: SeatUser; line: EngineLine }>();
  private engine: Engine | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(world: EngineSeatWorld) {
    this.world = world;
    world.grants.onGrant((grant) => this.engine?.handle({ kind: 'grant', grants: [grant] }));
    this.begin();
  }

  private begin(): void {
    this.engine = this.world.make((message) => {
      if (message.kind === 'grant') for (const grant of message.grants) this.world.grants.adopt(grant);
      else this.world.tell(message);
    });
    this.engine.handle({ kind: 'grant', grants: this.world.grants.entries() });
    this.applySettings();
  }

  applySettings(): void {
    const { concurrentRuns, threads, diskLowGiB } = this.world.settings();
    this.tellEngine({ kind: 'settings', settings: { concurrentRuns, threads, diskLowGiB } });
  }

  private tellEngine(message: ToEngine): void {
    this.engine?.handle(message);
  }

  private connectLine(client: string, user: SeatUser): EngineLine {
    const line = new EngineLine(user);
    this.engine?.connect(client, line);
    user.engineState(this.engine === undefined ? { state: 'restarting', message: restarts } : ready);
    return line;
  }

  join(client: string, user: SeatUser): void {
    this.lines.set(client, { user, line: this.connectLine(client, user) });
  }

  leave(client: string): void {
    this.lines.get(client)?.line.end();
    this.lines.delete(client);
  }

  /** False while there is no engine. */
  deliver(client: string, message: unknown): boolean {
    if (this.engine === undefined) return false;
    this.lines.get(client)?.line.deliver(message);
    return true;
  }

  /** Stops the engine: its runs end with a checkpoint. Later calls wait for earlier ones. */
  private async end(why: string): Promise<void> {
    const { engine } = this;
    this.engine = undefined;
    if (engine === undefined) return;
    for (const { user } of this.lines.values()) user.engineState({ state: 'restarting', message: why });
    await engine.close();
    for (const { line } of this.lines.values()) line.end();
  }

  restart(): Promise<void> {
    this.work = this.work.then(async () => {
      await this.end(restarts);
      this.begin();
      for (const [client, entry] of this.lines) entry.line = this.connectLine(client, entry.user);
    });
    return this.work;
  }

  close(): Promise<void> {
    this.work = this.work.then(() => this.end(stops));
    return this.work;
  }
}
