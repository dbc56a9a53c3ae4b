/** Races: starting, stopping and looking at them. Their runs are runs of the workspace like any other. */
import { z } from 'zod';
import { changeCall, noArgs, nothing, readCall } from './call.ts';
import { raceGoal, raceId, raceReport, raceRow } from './race-values.ts';
import { longText, shortText } from './values.ts';

const ofRace = z.strictObject({ race: raceId });
const budgetSeconds = z.number().positive().max(1e8);

export const raceCalls = {
  /** Newest first. */
  'race.list': readCall(noArgs, z.array(raceRow)),
  'race.detail': readCall(ofRace, z.object({ row: raceRow, report: raceReport })),
  /** Makes a run of each specification and begins; refused by name where they do not sample the same target. */
  'race.start': changeCall(
    z.strictObject({
      name: shortText.nullable(),
      specs: z.array(longText).min(2).max(8),
      goals: z.array(raceGoal).min(1).max(8),
      budgetSeconds,
    }),
    z.object({ race: raceId }),
  ),
  /** Goes on with a race that ended or was interrupted, for another budget (null: the same again). */
  'race.resume': changeCall(
    z.strictObject({ race: raceId, budgetSeconds: budgetSeconds.nullable() }),
    nothing,
  ),
  /** A clean stop after the update at work. */
  'race.stop': changeCall(ofRace, nothing),
  /** Forgets the race; its runs stay. */
  'race.forget': changeCall(ofRace, nothing),
} as const;
