declare const scope: unique symbol;

/**
 * The id of a community that was read from a row which belongs to the caller, or to the job at hand. Store functions
 * that take one cannot be called with an id that somebody typed or pressed: such a query does not compile.
 */
export type CommunityId = string & { readonly [scope]: 'community' };

/**
 * Marks an id as a scope.
 * @param id of a row that was found by its own scope, or by a job for the community it belongs to
 */
export const asCommunityId = (id: string): CommunityId => id as CommunityId;
