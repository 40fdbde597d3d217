/** A command as people see it before they use it: the platforms register it, the help and the manifest list it. */
export interface CommandDescription {
  name: string;
  names: Record<string, string>;
  description: string;
  descriptions: Record<string, string>;
  /** Only those who may manage the server or workspace are shown it, where the platform can hide it. */
  forManagers: boolean;
  subcommands: readonly SubcommandDescription[];
  /** Of a command that has no subcommands. */
  options?: readonly OptionDescription[];
}

/** `names` and `descriptions` are by BCP 47 language; `name` and `description` are the English ones. */
export interface SubcommandDescription {
  name: string;
  names: Record<string, string>;
  description: string;
  descriptions: Record<string, string>;
  options: readonly OptionDescription[];
}

export interface OptionDescription {
  name: string;
  names: Record<string, string>;
  description: string;
  descriptions: Record<string, string>;
  /** `text` may be typed; `channel` and `role` are picked from the platform's own. */
  type: 'text' | 'integer' | 'channel' | 'role' | 'choice';
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  choices?: readonly { value: string; name: string; names: Record<string, string> }[];
  /**
   * The client asks for it before the command is sent. Elsewhere what is missing is asked with a form; but what is
   * typed after a command without such an option can become a message that everybody reads.
   */
  required?: boolean;
  /** Proposals come while it is typed (`Receiver.suggest`). */
  suggests: boolean;
}
