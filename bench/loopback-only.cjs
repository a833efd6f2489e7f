// Loaded into the peers that run on Node (NODE_OPTIONS=--require): a benchmark must not speak to the network, and some
// of them look for routers, updates or their public address when they start.
const dgram = require('node:dgram');
const net = require('node:net');
const os = require('node:os');

const refusal = 'the benchmark stays on loopback';
const { networkInterfaces } = os;
const { connect } = net.Socket.prototype;

Object.assign(os, {
  networkInterfaces: () =>
    Object.fromEntries(
      Object.entries(networkInterfaces()).filter(([, list]) => list?.every(({ internal }) => internal)),
    ),
});

Object.assign(dgram.Socket.prototype, {
  /** @param {unknown[]} args */
  send(...args) {
    const callback = args.at(-1);
    if (typeof callback === 'function') setImmediate(() => callback(new Error(refusal)));
  },
  addMembership() {},
});

Object.assign(net.Socket.prototype, {
  /**
   * @this {import('node:net').Socket}
   * @param {unknown[]} args in one of the forms of `net.connect`, or in one array
   */
  connect(...args) {
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const host = typeof first === 'object' && first !== null ? first.host : args[1];
    const isLocal = typeof host !== 'string' || host === 'localhost' || /^(127\.|::1$)/.test(host);
    return isLocal ? Reflect.apply(connect, this, args) : this.destroy(new Error(refusal));
  },
});
