/**
 * What the desktop shows of running work, from what the engine says: progress in the taskbar, an icon in the tray, staying awake.
 * Pure. Test: test/unit/main/app/activity-signs.test.ts.
 */
import type { Settings } from '../contract/index.ts';
import type { FromEngine } from '../engine-host/control.ts';

export type Activity = Omit<Extract<FromEngine, { kind: 'activity' }>, 'kind'>;

export const noActivity: Activity = { activeRuns: 0, waitingRuns: 0, fraction: null, workspaces: [] };

export interface ActivitySigns {
  /** As Electron's setProgressBar: -1 none, 0 to 1, 2 when it cannot be told. */
  readonly progress: number;
  readonly keepAwake: boolean;
  readonly tray: boolean;
}

export const signsOf = (
  { activeRuns, fraction }: Activity,
  settings: Pick<Settings, 'keepAwake'>,
  isInBackground: boolean,
): ActivitySigns => ({
  progress: activeRuns === 0 ? -1 : (fraction ?? 2),
  keepAwake: settings.keepAwake && activeRuns > 0,
  // also after the last run has ended: its notification must lead somewhere
  tray: isInBackground,
});

/** Whether the application lives on after its last window has gone. */
export const livesOn = ({ activeRuns, waitingRuns }: Activity): boolean => activeRuns + waitingRuns > 0;
