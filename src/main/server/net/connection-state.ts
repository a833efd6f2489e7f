/**
 * The states of one connection. An exchange runs from `reading-head` to the end of `sending`.
 *
 * - `idle`: no byte of the next request has come
 * - `reading-head`: some have
 * - `reading-body`: the head is parsed; a body that nobody asked for is read and thrown away
 * - `handling`: a handler works on the response
 * - `sending`: the response goes out
 * - `lingering`: our side is closed; the peer's rest is read so that a reset does not destroy the answer (RFC 9112 §9.6)
 * - `closed`: the socket is gone
 */
export type ConnectionState =
  | 'idle'
  | 'reading-head'
  | 'reading-body'
  | 'handling'
  | 'sending'
  | 'lingering'
  | 'closed';

const transitions: Readonly<Record<ConnectionState, readonly ConnectionState[]>> = {
  idle: ['reading-head', 'lingering', 'closed'],
  'reading-head': ['reading-body', 'handling', 'sending', 'lingering', 'closed'],
  'reading-body': ['handling', 'sending', 'lingering', 'closed'],
  handling: ['sending', 'closed'],
  sending: ['idle', 'lingering', 'closed'],
  lingering: ['closed'],
  closed: [],
};

/** The next state, or a thrown error where our own code would break the order: a bug, never the peer's doing. */
export function transition(from: ConnectionState, to: ConnectionState): ConnectionState {
  if (!transitions[from].includes(to)) throw new Error(`A connection cannot go from ${from} to ${to}`);
  return to;
}
