import type { Entry } from '../entry.ts';
import { DetailsSlide } from './details-slide.ts';
import { MediaSlide } from './media-slide.ts';
import { PdfSlide } from './pdf-slide.ts';
import { PictureSlide } from './picture-slide.ts';
import { TextSlide } from './text-slide.ts';
import type { ZoomPicture } from './zoom-picture.ts';

/** What the preview shows of one file. It exists while the file or its neighbour is shown. */
export interface Slide {
  readonly element: HTMLElement;
  /** The picture that may be zoomed, once it is there. */
  readonly picture: ZoomPicture | null;
  /** Fingers that come down here turn the page; else they belong to what they touch. */
  maySwipe(target: Element): boolean;
  /** The file is the one shown now: load it, play it. */
  activate(): void;
  /** It is no longer: stop what plays and what loads. */
  deactivate(): void;
  /** It may be next: load it ahead, if that is cheap. */
  preload(): void;
}

export interface SlideHost {
  /** An audio file has been played to its end. */
  readonly onEnded: () => void;
  /** The active slide has all it needs, so neighbours may load. */
  readonly onReady: () => void;
  /** The small picture of the file that the listing has loaded, where it has. */
  readonly thumbnailOf: (entry: Entry) => string | null;
}

export function createSlide(entry: Entry, host: SlideHost): Slide {
  switch (entry.kind) {
    case 'image':
      return new PictureSlide(entry, host);
    case 'video':
    case 'audio':
      return new MediaSlide(entry, host);
    case 'pdf':
      return new PdfSlide(entry);
    case 'text':
    case 'markdown':
      return new TextSlide(entry);
    default:
      return new DetailsSlide(entry);
  }
}
