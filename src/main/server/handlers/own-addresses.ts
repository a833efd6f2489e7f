import { selfTestUserAgent } from '../../../shared/reachability.ts';
import { reservedName } from '../../../shared/share.ts';
import { HttpError } from '../http/http-error.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Handler } from './handler.ts';
import type { ShareEvents } from './share-events.ts';
import { visitorAsset } from './visitor-assets.ts';

/**
 * Answers what is asked for below `/.doorstep/`, before any share is looked at; the rest goes to `handler`. Notes what
 * nobody asked for but our own page and the self-test.
 */
export function ownAddresses(events: ShareEvents, handler: Handler): Handler {
  return (request, context) => {
    if (isSelfTest(request)) context.markAsOwn();
    if (!mayBeOurs(request.requestTarget)) return handler(request, context);
    const { segments, endsWithSlash } = context.target;
    if (segments[0] !== reservedName) return handler(request, context);
    context.markAsOwn();
    if (endsWithSlash) throw new HttpError(404, 'There is nothing here');
    if (segments.length === 2 && segments[1] === 'events') return events.open();
    const [, hash, name] = segments;
    const asset = segments.length === 3 ? visitorAsset(hash, name, request) : null;
    if (!asset) throw new HttpError(404, 'There is nothing here');
    return asset;
  };
}

/** The question that the self-test asks, and no other that names itself so: a visitor must not get out of the owner's sight by it. */
function isSelfTest({ method, requestTarget, headers }: HttpRequest): boolean {
  return method === 'HEAD' && requestTarget === '/' && headers.get('user-agent') === selfTestUserAgent;
}

/** Cheap, since every request comes through here: whether the target's first segment could begin with a dot, in any spelling. */
function mayBeOurs(requestTarget: string): boolean {
  if (requestTarget[0] !== '/') return true;
  const first = requestTarget[1];
  return first === '.' || first === '%' || first === '/';
}
