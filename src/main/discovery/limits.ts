/** Every bound of discovery, each with its reason. */

/** Addresses offered to the owner. A laptop has two or three; a host full of containers and privacy addresses has hundreds. */
export const addressesMax = 32;

/** Asking the system for the default route answers at once, as no packet is sent; a stuck system must not delay the share. */
export const defaultRouteTimeoutMs = 500;
