import { runChild } from './child.mjs';
import { endedChildrenCpuSeconds } from './process-tree.mjs';

/** The slowest peer needs some seconds for a GiB, ten times as long for ten at a time. */
const timeoutMs = 120_000;

/**
 * Loads a file and throws it away.
 *
 * @param {{ curl: string, port: number, path: string, bytes: number }} options
 * @returns {Promise<{ seconds: number, busyShare: number }>} `busyShare` is the share of that time in which curl itself
 *   was working; it means something only while no other program of ours ends
 * @throws {Error} where the answer is not the whole file
 */
export async function download({ curl, port, path, bytes }) {
  const options = ['-q', '--silent', '--noproxy', '*', '--output', '/dev/null'];
  const format = '%{http_code} %{size_download} %{time_total}';
  const cpuBefore = endedChildrenCpuSeconds();
  const url = `http://127.0.0.1:${port}${path}`;
  const output = await runChild([curl, ...options, '--write-out', format, url], { timeoutMs });
  const [status, size, seconds] = output.split(' ').map(Number);
  if (status !== 200 || size !== bytes || seconds === undefined) throw new Error(`curl loaded ${output}`);
  return { seconds, busyShare: (endedChildrenCpuSeconds() - cpuBefore) / seconds };
}
