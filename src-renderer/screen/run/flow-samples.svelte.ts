/**
 * Samples of the flow of a training, drawn anew when its newest checkpoint is another one. While it goes on, a checkpoint is asked for now and then, so that the
 * pictures follow. Test: test/e2e/learning.spec.ts.
 */
import type { ContractFailure, SamplePictureFacts } from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { LatestOnly } from '../../state/latest-only.ts';

const COUNT = 6;

export class FlowSamples {
  pictures = $state.raw<SamplePictureFacts | null>(null);
  failure = $state.raw<ContractFailure | null>(null);
  busy = $state(false);
  /** Null: that of the run. */
  private seed: number | null = null;
  private readonly run: string;
  private readonly requests = new LatestOnly();

  constructor(run: string) {
    this.run = run;
  }

  draw(): void {
    this.busy = true;
    this.requests.run(async () => {
      const reply = await call('run.pictures', { run: this.run, count: COUNT, seed: this.seed });
      this.busy = false;
      this.failure = reply.ok ? null : reply.error;
      if (reply.ok) this.pictures = reply.value;
    });
  }

  drawOthers(): void {
    this.seed = (this.pictures?.seed ?? 0) + 1;
    this.draw();
  }

  /** `step`: that the training has reached. The checkpoint that comes of it leads to a drawing by itself. */
  bringUpToDate(step: number): void {
    if (this.pictures === null || this.pictures.step >= step) return;
    // a run that has just ended has written its last one
    void call('run.checkpoint', { run: this.run });
  }
}
