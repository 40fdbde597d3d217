import { createRequire } from 'node:module';
import { WebSocket } from 'ws';
import { socketAgent } from '../http/proxy.ts';

/**
 * discord.js opens its gateway with the `WebSocket` of `ws` and no way to hand it an agent, and `ws` knows no
 * HTTPS_PROXY. So `ws` gets one that does. It must be there before discord.js is loaded, which takes it once: whoever
 * starts the bot imports this first.
 * https://github.com/websockets/ws/blob/master/doc/ws.md#new-websocketaddress-protocols-options
 */
class ProxiedSocket extends WebSocket {
  constructor(...[address, protocols, options]: ConstructorParameters<typeof WebSocket>) {
    super(address, protocols, { agent: socketAgent(String(address)), ...options });
  }
}

// discord.js is CommonJS: for that `ws` has another object than for an import.
Object.assign(createRequire(import.meta.url)('ws'), { WebSocket: ProxiedSocket });
