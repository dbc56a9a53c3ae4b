/** What the supervisor is told of the work that goes on, at most twice a second: for the taskbar, the tray and the power-save blocker. */
import { isDeepStrictEqual } from 'node:util';
import type { FromEngine } from '../control.ts';
import type { Supervisor } from '../run/supervisor.ts';
import type { Sessions } from './sessions.ts';

type ActivityMessage = Extract<FromEngine, { readonly kind: 'activity' }>;

export interface Activity {
  changed(): void;
  close(): void;
}

const INTERVAL_MS = 500;

export const createActivity = (
  supervisor: Supervisor,
  sessions: Pick<Sessions, 'all'>,
  tell: (message: FromEngine) => void,
): Activity => {
  let told: ActivityMessage | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const look = (): void => {
    timer = undefined;
    const { active, waiting } = supervisor.runsOf();
    const busy = new Set(supervisor.folders());
    const message: ActivityMessage = {
      kind: 'activity',
      activeRuns: active,
      waitingRuns: waiting,
      fraction: supervisor.fraction(),
      workspaces: sessions.all().flatMap(({ folder, handle }) => (busy.has(folder) ? [handle] : [])),
    };
    if (!isDeepStrictEqual(message, told)) tell(message);
    told = message;
    // progress is not announced, so it is looked at
    if (active > 0) later();
  };
  const later = (): void => {
    if (!isClosed) timer ??= setTimeout(look, INTERVAL_MS).unref();
  };

  return {
    changed: later,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};
