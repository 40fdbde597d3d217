/**
 * Something about the database that the person who runs the bot must see to; `message` says what, in whole sentences.
 */
export class DatabaseError extends Error {}
