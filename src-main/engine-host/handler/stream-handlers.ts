/** Answers to the calls about live series. */
import { randomBytes } from 'node:crypto';
import { ok } from '../../../src-engine/base/result.ts';
import type { Handlers, streamCalls } from '../../contract/index.ts';
import type { ConnectedClient } from '../connection.ts';
import { liveStream } from '../stream/live-stream.ts';
import { inSession } from './handler-world.ts';

export const streamHandlers = (): Handlers<keyof typeof streamCalls, ConnectedClient> => ({
  'stream.open': inSession(async ({ run, names, points }, session, client) => {
    const asked = [...new Set(names)];
    const answer = await session
      .analysts()
      .ask({ kind: 'series', run, names: asked, from: null, to: null, points });
    if (!answer.ok) return answer;
    const { series, places } = answer.value;
    const id = `s-${randomBytes(8).toString('hex')}`;
    const streamed = series.map(({ name, update }, i) => ({
      name,
      place: places[i]!,
      last: update.at(-1) ?? Number.NEGATIVE_INFINITY,
    }));
    const tail: Parameters<typeof liveStream>[3] = (name, place) => {
      const found = session.workspace.tail(run, name, place);
      return found.ok ? found.value : undefined;
    };
    // a client that has gone to another workspace meanwhile gets no frames of this one
    if (client.workspace === session) session.streams.add(client, liveStream(id, run, streamed, tail));
    return ok({ stream: id, snapshot: [...series] });
  }),
  'stream.close': async ({ stream }, client) => {
    client.workspace?.streams.remove(client, stream);
    return ok(null);
  },
});
