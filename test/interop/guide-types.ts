import { CometChat } from '@cometchat/chat-sdk-javascript';
import { createClient } from 'cometchat-users';

const client = createClient({ appId: 'APP_ID', region: 'us' });

// Our user where the vendor's is wanted, also in the components of its UI kit
const ann = await client.getUser('ann');
const message = new CometChat.TextMessage('bo', 'Hello', 'user');
message.setSender(ann);

// The vendor's user where ours is wanted
const bo = new CometChat.User('bo');
bo.setName('Bo');
await client.createUser(bo, 'AUTH_KEY');
