import { request } from 'node:http';
import { selfTestUserAgent } from '../../shared/reachability.ts';
import type { ProbeOutcome } from './reachability-facts.ts';
import { namedAddressesMax, probeHeadBytesMax, probeTimeoutMs } from './reachability-limits.ts';
import { systemLookup } from './system-lookup.ts';

/** Asks `http://address:port/` for its head and whether it is Doorstep that answers. Never rejects; bounded in time. */
export function probeAddress(address: string, port: number, hostName = address): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const host = hostName.includes(':') ? `[${hostName.replace(/%.*$/, '')}]` : hostName;
    const asking = request({
      method: 'HEAD',
      host: address,
      port,
      path: '/',
      headers: { Host: `${host}:${port}`, 'User-Agent': selfTestUserAgent, Connection: 'close' },
      agent: false,
      maxHeaderSize: probeHeadBytesMax,
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    asking.once('response', (response) => {
      response.destroy();
      resolve({ status: response.headers.server === 'Doorstep' ? 'answered' : 'other-program' });
    });
    asking.on('error', (error) => resolve(outcomeOf(error)));
    asking.end();
  });
}

/** The same through a name, as the operating system itself resolves it. */
export async function probeName(name: string, port: number): Promise<ProbeOutcome> {
  try {
    const found = await systemLookup(name);
    const tried = found.slice(0, namedAddressesMax).map(({ address }) => probeAddress(address, port, name));
    const outcomes = await Promise.all(tried);
    return outcomes.find(({ status }) => status === 'answered') ?? outcomes[0] ?? { status: 'no-such-name' };
  } catch (error) {
    return lookupOutcome(error);
  }
}

function outcomeOf(error: Error): ProbeOutcome {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return { status: 'timed-out' };
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return { status: 'refused' };
  if (code === 'ETIMEDOUT') return { status: 'timed-out' };
  // What cannot be read as HTTP comes from somebody else.
  if (code.startsWith('HPE_') || code === 'ECONNRESET') return { status: 'other-program' };
  return { status: 'failed', code };
}

function lookupOutcome(error: unknown): ProbeOutcome {
  // Given up: by ending the process that asked, or by not waiting any more.
  if (error instanceof Error && (!('code' in error) || ('killed' in error && error.killed))) {
    return { status: 'timed-out' };
  }
  const code = codeOf(error);
  if (['ENOTFOUND', 'ENODATA', 'EAI_NODATA'].includes(code)) return { status: 'no-such-name' };
  return { status: 'failed', code };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
