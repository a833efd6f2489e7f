/** Every bound of the self-test, each with its reason. */

/** One tool of the operating system; they run side by side, so that the whole test takes no longer than this. */
export const toolTimeoutMs = 3_000;

/** What a tool may print: a ruleset of a host with hundreds of containers. What is longer is judged by its beginning. */
export const toolOutputBytesMax = 512 * 1024;

/** One look-up and one request to ourselves; on this computer they take milliseconds unless something is in the way. */
export const probeTimeoutMs = 2_500;

/** The head of our own answer. Another program's may be longer: then it is not ours. */
export const probeHeadBytesMax = 8 * 1024;

/** Addresses tried of those that a name stands for: the same interface has an IPv4 and a few IPv6 ones. */
export const namedAddressesMax = 4;

/** A configuration file of the firewall; the real one has some hundred bytes. */
export const configBytesMax = 64 * 1024;
