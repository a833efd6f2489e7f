import type { NetworkState } from './network.ts';

/**
 * `<hostname>.local` where the operating system itself answers for it with an address of this computer, else null. It
 * survives an address change, so it is worth offering; but it is asked and never assumed. Resolves within
 * `localNameTimeoutMs`, never rejects.
 */
export type AnsweringLocalName = (network: NetworkState) => Promise<string | null>;
