import { createClient, memoryStorage } from 'cometchat-users';
import { main } from './run.js';

// Nobody disposes of it: that must not keep the process from ending.
createClient({ appId: 'left-open', region: 'us', storage: memoryStorage(), tabs: true });

// Node, Bun and Deno all have it.
await main(process.argv[2] ?? '');
