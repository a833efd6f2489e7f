import { encodePath, encodeSegment, type PathSegment, segmentText } from '../http/request-target.ts';
import type { ListingEntry, ListingForm, ListingTotals } from './listing.ts';

/**
 * A listing as JSON, for programs; `docs/listing-json.md` documents it:
 * `{"path","entries":[{"name","href","kind","size","modified"}],"count","truncated"}`.
 */
export class ListingJson implements ListingForm {
  readonly contentType = 'application/json';
  readonly #segments: readonly PathSegment[];
  #separator = '';

  constructor(segments: readonly PathSegment[]) {
    this.#segments = segments;
  }

  start(): string {
    return `{"path":${JSON.stringify(encodePath(this.#segments, true))},"entries":[`;
  }

  rows(entries: readonly ListingEntry[]): string {
    let json = '';
    for (const entry of entries) {
      json += `${this.#separator}\n${JSON.stringify(jsonEntry(entry))}`;
      this.#separator = ',';
    }
    return json;
  }

  end({ folders, files, isCut }: ListingTotals): string {
    return `\n],"count":${folders + files},"truncated":${isCut}}\n`;
  }
}

function jsonEntry(entry: ListingEntry): Record<string, string | number | null> {
  const date = new Date(entry.modifiedMs);
  return {
    name: segmentText(entry.name),
    href: encodeSegment(entry.name) + (entry.kind === 'folder' ? '/' : ''),
    kind: entry.kind,
    size: entry.sizeBytes,
    modified: Number.isNaN(date.getTime()) ? null : date.toISOString(),
  };
}
