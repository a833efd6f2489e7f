/** Every bound of discovery, each with its reason. */
const KiB = 1024;
const second = 1_000;

/** Addresses offered to the owner. A laptop has two or three; a host full of containers and privacy addresses has hundreds. */
export const addressesMax = 32;

/** Asking the system for the default route answers at once, as no packet is sent; a stuck system must not delay the share. */
export const defaultRouteTimeoutMs = 500;

/** Interfaces whose hardware is looked at; each costs four small reads every `networkPollMs`. */
export const interfacesMax = 64;

/** Of the kernel's route and neighbour tables: default routes come first, and a router's tables can be endless. */
export const procFileBytesMax = 64 * KiB;

/** How often the system is asked for its networks. The URL must follow within 3 s, and a look costs about a millisecond. */
export const networkPollMs = 2 * second;

/** A look at the networks that takes longer is given up; the next one may do better. */
export const networkReadTimeoutMs = 5 * second;

/** A timer that comes later than this was held up by sleep and not by work: nothing here blocks for so long. */
export const sleepDriftMs = 5 * second;

/** Networks remembered as shared on: home, office, friends; the one unused for longest is forgotten. */
export const knownNetworksMax = 64;

/** A resolver that answers for a `.local` name does so at once; one that asks the network in vain takes 5 s. */
export const localNameTimeoutMs = 1_500;

/** One DNS label (RFC 1035 §2.3.4). */
export const serviceLabelBytesMax = 63;

/** One string of a TXT record: its length is one byte (RFC 1035 §3.3). */
export const txtItemBytesMax = 255;

/** Strings of a TXT record that are looked at; known services have up to a dozen. */
export const txtItemsMax = 32;

/** Records of one packet that are looked at: what fits into 9,000 bytes, the most that mDNS sends (RFC 6762 §17). */
export const recordsHeardMax = 512;

/** TTL of records with a host's name or address in them, and of the others (RFC 6762 §10). */
export const hostTtlSeconds = 120;
export const serviceTtlSeconds = 4_500;

/** Questions of one packet that are answered: of all our names and types there are about so many. */
export const questionsAnsweredMax = 8;

/** Answers on one interface. Dozens of devices ask once a minute; a second is what RFC 6762 §6 keeps between equal answers. */
export const responsesPerSecondMax = 20;

/** Services kept for one interface: far more than a large office has, and a few hundred kilobytes. */
export const servicesMax = 256;

/** Services of which one address speaks: a proxy may speak for some; a flood from one machine leaves room for others. */
export const servicesPerSourceMax = 48;

/** Hosts whose addresses are kept, and addresses of each: one host a service, and a host is on a few networks. */
export const hostsMax = 256;
export const addressesPerHostMax = 8;

/** However long a record claims to live, it is asked for again after this time at the latest. */
export const recordTtlMaxMs = 300 * second;

/** When a record is asked for again, as parts of its lifetime (RFC 6762 §5.2). */
export const refreshFractions: readonly number[] = [0.8, 0.85, 0.9, 0.95];

/** A service of which something is missing is asked for it at once, after this time, and after twice the time again. */
export const unansweredAskMs = 1 * second;
export const unansweredAsksMax = 3;

/** Questions whether a name is taken, and the time between them (RFC 6762 §8.1). */
export const probes = 3;
export const probeIntervalMs = 250;

/** So many conflicts within this time are followed by a pause (RFC 6762 §8.1 says fifteen, ten seconds, five seconds). */
export const conflictsMax = 15;
export const conflictWindowMs = 10 * second;
export const conflictPauseMs = 5 * second;

/** `Name (20)`: a class whose computers all have one name; past that a part of the host's name tells them apart. */
export const nameNumberMax = 20;

/** A goodbye is one packet: a network that does not take it within this time does not get it, since the app is to end. */
export const goodbyeTimeoutMs = 700;

/** How often each interface looks what is to be asked and what has expired. */
export const housekeepingMs = 1 * second;

/** Neighbours are asked for at once, after this time, twice the time, and so on up to the most (RFC 6762 §5.2). */
export const queryIntervalMinMs = 1 * second;
export const queryIntervalMaxMs = 60 * second;

/** So that a question list fits into one packet of a common network: a name is at most 255 bytes. */
export const questionsPerPacketMax = 5;

/** Packets with questions of one housekeeping turn: what a flood makes us ask stays far below the flood. */
export const questionPacketsPerTurnMax = 4;

/** A port that failed is opened again after this time, twice the time, and so on up to the most. */
export const retryMinMs = 1 * second;
export const retryMaxMs = 60 * second;

/** After sleep: time for neighbours to answer before what expired meanwhile is dropped. */
export const wakeGraceMs = 10 * second;

/** Neighbours shown; more are counted. A list longer than this is looked at by nobody. */
export const neighboursMax = 100;

/** Characters of a neighbour's name: a label is 63 bytes, but undecodable bytes become one character each. */
export const neighbourNameCharsMax = 63;

/** Changes of the neighbours are told together, at most this often: nobody reads faster, and a flood changes them all the time. */
export const neighboursBatchMs = 250;

/** How often a Doorstep's port is tried: one that was killed must be gone within 30 s. */
export const presenceCheckMs = 10 * second;

/** One that does not answer is tried again after this time, and is gone when it has not answered so often. */
export const presenceRecheckMs = 2 * second;
export const presenceFailuresMax = 2;

/** On a local network a connection is accepted in milliseconds, over a sleepy Wi-Fi within a second. */
export const presenceConnectTimeoutMs = 2 * second;

/** Doorsteps whose presence is watched, and connections at once. */
export const presenceChecksMax = { watched: 64, atOnce: 16 } as const;

/** Interfaces on which discovery works at once; each costs a socket and a timer. */
export const linksMax = 8;
