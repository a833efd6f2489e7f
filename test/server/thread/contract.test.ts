import { describe } from 'vitest';
import { startEnginesInThread } from '../../support/engine.ts';

startEnginesInThread();

// What holds for the engine holds for the one in a thread of its own: the same tests, over the same sockets.
describe.each([
  'blocked',
  'connection',
  'exchange-report',
  'item-options',
  'move',
  'own-addresses',
  'static-files',
  'transfers',
])('in a thread of its own: %s', async (name) => {
  await import(`../${name}.test.ts`);
});
