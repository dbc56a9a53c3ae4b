/** A thread for AskThread: echoes, counts, fails, throws, or dies, as it is asked to. */
import { DatabaseSync } from '@photostructure/sqlite';
import { ok } from '../../src-engine/base/result.ts';
import { serveQuestions } from '../../src-main/engine-host/thread/serve-questions.ts';

let asked = 0;
serveQuestions<string>(async (question) => {
  asked++;
  if (question === 'throw') throw new Error('thrown in the thread');
  if (question === 'die') process.exit(3);
  if (question === 'wait') await new Promise(() => {});
  if (question === 'sqlite') {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (a)');
    const put = database.prepare('INSERT INTO t VALUES (?)');
    for (let i = 0; i < 3000; i++) put.run(new Uint8Array(2000));
    const until = performance.now() + 400;
    while (performance.now() < until) database.prepare('SELECT * FROM t ORDER BY a').all();
    database.close();
  }
  if (question === 'numbers') return ok({ numbers: Float64Array.of(1, 2, 3) });
  return ok([question, asked]);
});
