/** Reach of taking out: the channel of the caller's space, or those of all others in the network. */
export const TAKE_OUT_FROM = ['here', 'network'] as const;
export type TakeOutFrom = (typeof TAKE_OUT_FROM)[number];
