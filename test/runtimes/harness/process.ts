import { createClient, memoryStorage } from 'cometchat-users';
import { main } from './run.js';

// The client is not disposed of: it must not keep the process running.
createClient({ appId: 'left-open', region: 'us', storage: memoryStorage(), tabs: true });

// Node, Bun and Deno have it.
await main(process.argv[2] ?? '');
