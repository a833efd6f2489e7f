import { HttpError } from '../http/http-error.ts';
import type { Handler } from './handler.ts';

/** Answers 403 to whom the owner has blocked, whatever is asked for, and closes; all others get through to `handler`. */
export function unblockedOnly(isBlocked: (remoteAddress: string) => boolean, handler: Handler): Handler {
  let lastUnblocked = '';
  return (request, context) => {
    const { remoteAddress } = context;
    if (remoteAddress === lastUnblocked) return handler(request, context);
    if (isBlocked(remoteAddress)) {
      throw new HttpError(403, 'The owner of this share has blocked this device', [], {
        variant: 'blocked',
        closesConnection: true,
        failure: 'blocked',
      });
    }
    lastUnblocked = remoteAddress;
    return handler(request, context);
  };
}
