/** An answer that refuses, as Discord words it: https://docs.discord.com/developers/topics/opcodes-and-status-codes */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  /** More fields of the body. */
  readonly extra: Record<string, unknown>;

  constructor(status: number, code: number, message: string, extra: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

export const notFound = () => new ApiError(404, 0, '404: Not Found');
export const methodNotAllowed = () => new ApiError(405, 0, '405: Method Not Allowed');
export const unauthorized = () => new ApiError(401, 0, '401: Unauthorized');
export const badJson = () => new ApiError(400, 50109, 'The request body contains invalid JSON.');
export const tooLarge = () => new ApiError(413, 40005, 'Request entity too large');
export const unknownChannel = () => new ApiError(404, 10003, 'Unknown Channel');
export const unknownGuild = () => new ApiError(404, 10004, 'Unknown Guild');
export const unknownMember = () => new ApiError(404, 10007, 'Unknown Member');
export const unknownMessage = () => new ApiError(404, 10008, 'Unknown Message');
export const unknownRole = () => new ApiError(404, 10011, 'Unknown Role');
export const unknownUser = () => new ApiError(404, 10013, 'Unknown User');
export const unknownWebhook = () => new ApiError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new ApiError(404, 10062, 'Unknown interaction');
export const unknownCommand = () => new ApiError(404, 10063, 'Unknown application command');
export const notThisApplication = () =>
  new ApiError(403, 20012, 'You are not authorized to perform this action on this application');
export const tooManyCommands = (most: number) =>
  new ApiError(400, 30032, `Maximum number of application commands reached (${most}).`);
export const alreadyCrossposted = () => new ApiError(400, 40033, 'This message has already been crossposted.');
export const alreadyAcknowledged = () => new ApiError(400, 40060, 'Interaction has already been acknowledged.');
export const missingAccess = () => new ApiError(403, 50001, 'Missing Access');
export const authoredByAnother = () => new ApiError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new ApiError(400, 50006, 'Cannot send an empty message');
export const cannotSendToUser = () => new ApiError(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = () => new ApiError(403, 50013, 'Missing Permissions');
export const wrongChannelType = () => new ApiError(400, 50024, 'Cannot execute action on this channel type');
export const invalidWebhookToken = () => new ApiError(401, 50027, 'Invalid Webhook Token');
export const invalidRecipient = () => new ApiError(400, 50033, 'Invalid Recipient(s)');
export const invalidApiVersion = () => new ApiError(400, 50041, 'Invalid API version provided');
export const noMutualGuild = () =>
  new ApiError(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
