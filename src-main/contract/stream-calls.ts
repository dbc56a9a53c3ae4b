/**
 * Live series. Opening a stream answers with a snapshot; frames with later rows follow, at most 20 a second, numbered from 1 without a
 * gap. Who misses a number, or is told `lost`, opens the stream again.
 */
import { z } from 'zod';
import { changeCall, nothing } from './call.ts';
import { seriesData } from './run-values.ts';
import { count, integers32, numbers64, runId, streamId } from './values.ts';

export const streamFrame = z.object({
  stream: streamId,
  sequence: count,
  /** The stream has ended on this side (queue full, workspace closed): open it again. */
  lost: z.boolean(),
  batches: z.array(z.object({ name: z.string(), update: numbers64, value: numbers64, segment: integers32 })),
});
export type StreamFrame = z.output<typeof streamFrame>;

export const streamCalls = {
  'stream.open': changeCall(
    z.strictObject({
      run: runId,
      names: z.array(z.string().min(1).max(120)).min(1).max(64),
      points: z.int().min(16).max(2_000_000),
    }),
    z.object({ stream: streamId, snapshot: z.array(seriesData) }),
  ),
  'stream.close': changeCall(z.strictObject({ stream: streamId }), nothing),
} as const;
