/** Thrown where a call's change is found to be committed already: the platform delivered it again. */
export class AlreadyHandled extends Error {}

/**
 * Thrown where a call was begun on what is no longer so, and nothing was changed: it runs again, from its context on.
 */
export class Outdated extends Error {}

/** An outage: something that the bot needs to work does not answer, or takes nothing: people are told to come back. */
export class Unavailable extends Error {
  readonly outage: 'away' | 'unwritable';

  constructor(outage: 'away' | 'unwritable', options?: ErrorOptions) {
    super(outage, options);
    this.outage = outage;
  }
}
