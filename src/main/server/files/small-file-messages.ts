import type { FileIdentity } from './file-identity.ts';
import type { RealRoot } from './share-root.ts';

/** What the small-file reader asks of its worker thread; many at a time in one message. */
export interface SmallFileRequest {
  readonly job: number;
  readonly path: string;
  /** What the file must lie inside of; null where the owner lets links be followed. */
  readonly root: RealRoot | null;
  readonly bytesMax: number;
}

export interface SmallFileReply {
  readonly job: number;
  /** Null where the thread leaves the file to the longer way: it is large, a link, no file, changing, or not to be had. */
  readonly file: { readonly bytes: Uint8Array; readonly identity: FileIdentity } | null;
}
