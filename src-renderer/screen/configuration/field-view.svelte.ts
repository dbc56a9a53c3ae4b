/**
 * One configuration under the shared choice of quantity, flow time and slice: fetches the field when that changed, the slice at every
 * change, and shows the newest answer only.
 */
import type {
  ContractFailure,
  FieldFacts,
  FieldRequest,
  Quantity,
  SliceData,
} from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { LatestOnly } from '../../state/latest-only.ts';
import { fitChoice, type SliceChoice } from './slice-choice.ts';

export interface Look {
  readonly quantity: Quantity;
  readonly flowTime: number;
}

export class FieldView {
  readonly configuration: string;
  facts = $state.raw<FieldFacts | null>(null);
  slice = $state.raw<SliceData | null>(null);
  failure = $state.raw<ContractFailure | null>(null);
  /** A field is being computed; its progress is in the activity centre. */
  loading = $state(false);
  private readonly queue = new LatestOnly();
  private loaded: Look | undefined;

  constructor(configuration: string) {
    this.configuration = configuration;
  }

  show(look: Look, choice: SliceChoice): void {
    this.queue.run(async () => {
      const field: FieldRequest = { configuration: this.configuration, ...look };
      if (this.loaded?.quantity !== look.quantity || this.loaded.flowTime !== look.flowTime) {
        this.loading = true;
        const facts = await call('configuration.field', field);
        this.loading = false;
        if (!facts.ok) {
          this.fail(facts.error);
          return;
        }
        this.facts = facts.value;
        this.loaded = look;
      }
      const { axes, at } = fitChoice(choice, this.facts!.dims);
      const slice = await call('configuration.slice', { field, axes: [axes[0], axes[1]], at: [...at] });
      if (!slice.ok) {
        this.fail(slice.error);
        return;
      }
      this.slice = slice.value;
      this.failure = null;
    });
  }

  private fail(failure: ContractFailure): void {
    this.failure = failure;
    this.slice = null;
    this.loaded = undefined;
  }
}
