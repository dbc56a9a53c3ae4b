/**
 * The rows of one stream: what the index has of its series after those that were sent. The index is its queue, so a client that falls
 * behind costs no memory; one that is too far behind, or whose series were made anew, is told `lost` and opens the stream again.
 * Test: test/unit/main/engine-host/live-stream.test.ts.
 */
import type { StreamFrame } from '../../contract/index.ts';
import type { SeriesPlace, SeriesTail } from '../../workspace/index-tail.ts';

type Batch = StreamFrame['batches'][number];

export interface StreamedSeries {
  readonly name: string;
  /** Where the snapshot ended, and its last update. */
  readonly place: SeriesPlace;
  readonly last: number;
}

export interface LiveStream {
  readonly id: string;
  readonly run: string;
  /** The next frame, or undefined when there is nothing new. After `lost` there is none. */
  next(): StreamFrame | undefined;
  /** The frame that says that there will be no more; undefined when that was said. */
  end(): StreamFrame | undefined;
}

/** Rows of one frame; who is further behind is better served by a new, thinned snapshot. */
const MOST_ROWS = 100_000;

const isRising = (numbers: Float64Array): boolean =>
  numbers.every((number, i) => i === 0 || number > numbers[i - 1]!);

export const liveStream = (
  id: string,
  run: string,
  series: readonly StreamedSeries[],
  tail: (name: string, place: SeriesPlace) => SeriesTail | undefined,
): LiveStream => {
  const states = series.map((one) => ({ ...one }));
  let sequence = 0;
  let isLost = false;

  const lost = (): StreamFrame => {
    isLost = true;
    return { stream: id, sequence: ++sequence, lost: true, batches: [] };
  };

  return {
    id,
    run,
    end: () => (isLost ? undefined : lost()),
    next: () => {
      if (isLost) return undefined;
      const batches: Batch[] = [];
      let rows = 0;
      for (const state of states) {
        const found = tail(state.name, state.place);
        if (found === undefined) return lost();
        // a resumed run repeats the updates after its checkpoint, with the same numbers
        const later = found.update.findIndex((number) => number > state.last);
        state.place = found.place;
        if (later < 0) continue;
        const update = found.update.slice(later);
        if (!isRising(update)) return lost();
        rows += update.length;
        if (rows > MOST_ROWS) return lost();
        state.last = update.at(-1)!;
        batches.push({
          name: state.name,
          update,
          value: found.value.slice(later),
          segment: found.segment.slice(later),
        });
      }
      return batches.length === 0 ? undefined : { stream: id, sequence: ++sequence, lost: false, batches };
    },
  };
};
