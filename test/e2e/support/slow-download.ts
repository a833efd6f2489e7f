import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { dropFiles, type Owner, waitForStatus } from './launch.ts';

/** A visitor that takes a little at a time. */
export interface SlowDownload extends AsyncDisposable {
  /** Takes nothing more, but stays. */
  stall(): void;
  leave(): Promise<void>;
}

const fileBytes = 512 * 1024 * 1024;
const pauseMs = 25;

/** Shares a huge file and begins to download it, so slowly that it takes longer than any test. */
export async function startSlowDownload(owner: Owner, page: Page): Promise<SlowDownload> {
  const folder = join(owner.home, 'huge');
  await mkdir(folder);
  const file = await open(join(folder, 'huge.bin'), 'w');
  await file.truncate(fileBytes);
  await file.close();
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');

  const socket = connect(owner.port, '127.0.0.1');
  socket.on('error', () => undefined);
  let isStalled = false;
  socket.on('data', () => {
    socket.pause();
    setTimeout(() => !isStalled && socket.resume(), pauseMs);
  });
  socket.write('GET /huge.bin HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  const leave = async () => {
    if (socket.destroyed) return;
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
  };
  return {
    stall() {
      isStalled = true;
    },
    leave,
    [Symbol.asyncDispose]: leave,
  };
}
