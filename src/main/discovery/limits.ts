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
