import { type AllowedHosts, isAllowedHost, parseAuthority } from '../http/host-authority.ts';
import { HttpError } from '../http/http-error.ts';
import { targetAuthority } from '../http/request-target.ts';
import type { Handler } from './handler.ts';

/** Different Host values remembered; a share has a handful of names, so more are an attempt to fill memory. */
const rememberedHostsMax = 64;

/**
 * Guards against DNS rebinding: a page on the internet that points its own name at this computer, to read the share
 * through the browser of somebody on the network, is answered 421. The authority of an absolute-form target counts in
 * place of Host (RFC 9112 §3.2.2); HTTP/1.0 without Host passes, since no browser sends it.
 */
export function hostCheck(allowed: AllowedHosts, handler: Handler): Handler {
  const remembered = new Map<string, boolean>();
  const isAllowed = (host: string): boolean => {
    const known = remembered.get(host);
    if (known !== undefined) return known;
    const authority = parseAuthority(host);
    if (!authority) throw new HttpError(400, 'Malformed host', [], { closesConnection: true });
    const result = isAllowedHost(authority, allowed);
    if (remembered.size >= rememberedHostsMax) remembered.clear();
    remembered.set(host, result);
    return result;
  };
  return (request, context) => {
    const field = request.headers.get('host');
    const isFieldAllowed = field === undefined || isAllowed(field);
    const authority = targetAuthority(request.requestTarget);
    // A malformed Host is refused in either case; which name counts is another matter.
    if (!(authority === null ? isFieldAllowed : isAllowed(authority)))
      throw new HttpError(421, 'This host is not served here', [], { failure: 'wrong-host' });
    return handler(request, context);
  };
}
