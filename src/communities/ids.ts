declare const scope: unique symbol;

/**
 * The id of a community that the caller was found to belong to. Only `context.ts` (for people) and the database's own
 * rows (for jobs) give one out, and every store function takes one: a query without a scope does not compile.
 */
export type CommunityId = string & { readonly [scope]: 'community' };

/** @param id from a row that was itself found by its scope, or by a job on behalf of the community it belongs to */
export const asCommunityId = (id: string): CommunityId => id as CommunityId;
