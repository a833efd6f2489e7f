import type { Exchange } from '../../../shared/exchange.ts';
import type { RunningTransfer } from '../../../shared/transfer.ts';
import type { ShareServer, ShareServerOptions } from '../share-server.ts';
import type { ThreadError } from './thread-error.ts';

/** What the engine is made with, in a form that crosses to its thread. */
export interface ThreadOptions extends Omit<ShareServerOptions, 'fs'> {
  /** The built-in module that the engine is given as its file system: `original-fs` under Electron, which patches `fs`. */
  readonly fsModule: 'node:fs' | 'original-fs';
}

/** What can be asked of the engine; its events come by themselves. */
export type EngineMethod = Exclude<keyof ShareServer, 'on' | 'off'>;

/** One call, each answered once, in the order in which they end. */
export interface EngineCall<Method extends EngineMethod = EngineMethod> {
  readonly kind: 'call';
  readonly id: number;
  readonly method: Method;
  readonly parameters: Parameters<ShareServer[Method]>;
}

/** What the owner's side tells the engine's thread. */
export type ThreadRequest =
  | EngineCall
  /** The last batch of events was taken; only now may the next one come. */
  | { readonly kind: 'eventsTaken' };

/** What has happened since the last batch, bounded in every part; what was too much is counted. */
export interface EventBatch {
  readonly kind: 'events';
  /** Ended before all of `exchanges`, too many to be told. */
  readonly exchangesDropped: number;
  readonly exchanges: readonly Exchange[];
  /** The latest sample; null where there is none since the last batch. */
  readonly transfers: readonly RunningTransfer[] | null;
  readonly faults: readonly ThreadError[];
  readonly faultsDropped: number;
}

/** What the engine's thread tells the owner's side. Events that came before the end of a call are told before its answer. */
export type ThreadReport =
  | EventBatch
  | { readonly kind: 'settled'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ThreadError };
