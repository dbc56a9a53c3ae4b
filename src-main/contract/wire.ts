/** The messages on a port between a client and the engine or a host. Ids are the client's; a reply repeats the id of its call. */
import { z } from 'zod';
import { streamFrame } from './stream-calls.ts';
import { failure } from './values.ts';

/** What a client may send: anything else is refused and, when it has no readable id, dropped. */
export const clientMessage = z.strictObject({
  kind: z.literal('call'),
  id: z.int().min(0),
  name: z.string().max(80),
  args: z.unknown(),
});
export type ClientMessage = z.output<typeof clientMessage>;

export const serverMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reply'),
    id: z.int().min(0),
    result: z.union([
      z.object({ ok: z.literal(true), value: z.unknown() }),
      z.object({ ok: z.literal(false), error: failure }),
    ]),
  }),
  z.object({ kind: z.literal('event'), name: z.string(), payload: z.unknown() }),
  z.object({ kind: z.literal('frame'), frame: streamFrame }),
]);
export type ServerMessage = z.output<typeof serverMessage>;
