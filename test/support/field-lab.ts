/** A field lab on one thread and the disk, without a thread of its own; tickets that remember and can be cancelled at a chosen report. */

import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { createFieldLab, type FieldLab } from '../../src-main/configuration/field-lab.ts';
import { Cancelled, type Ticket } from '../../src-main/configuration/ticket.ts';
import type { FileSystem } from '../../src-main/storage/file-system.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';

export interface CountedLab extends FieldLab {
  /** Executors made so far: one for each time that links were read. */
  made(): number;
}

export const fieldLab = (memory = 2 ** 40, files: FileSystem = nodeFileSystem): CountedLab => {
  let made = 0;
  const lab = createFieldLab({
    files,
    memory,
    executor: (threads) => {
      made++;
      return { ...singleThreadExecutor(), threads };
    },
  });
  return { ...lab, made: () => made };
};

export interface RecordingTicket extends Ticket {
  readonly steps: readonly string[];
  readonly fractions: readonly number[];
}

/** `stopAt`: throws at the first report whose step matches. */
export const ticket = (stopAt?: RegExp): RecordingTicket => {
  const steps: string[] = [];
  const fractions: number[] = [];
  let cancelled = false;
  return {
    steps,
    fractions,
    get cancelled() {
      return cancelled;
    },
    report: (fraction, step) => {
      steps.push(step);
      if (fraction !== null) fractions.push(fraction);
      if (stopAt?.test(step)) cancelled = true;
      if (cancelled) throw new Cancelled();
    },
  };
};
